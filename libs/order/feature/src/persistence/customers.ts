import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { newId } from '@twinshop/platform/values';
import { Repository } from 'typeorm';
import { CustomerEntity } from './customer.entity.ts';

type Account = Pick<CustomerEntity, 'email' | 'name' | 'passwordHash'>;

/** Accounts of customers and admins. */
@Injectable()
export class Customers {
  private readonly entities: Repository<CustomerEntity>;

  constructor(@InjectRepository(CustomerEntity) entities: Repository<CustomerEntity>) {
    this.entities = entities;
  }

  find(id: string): Promise<CustomerEntity | null> {
    return this.entities.findOneBy({ id });
  }

  findByEmail(email: string): Promise<CustomerEntity | null> {
    return this.entities.createQueryBuilder('c').where('lower(c.email) = lower(:email)', { email }).getOne();
  }

  /** The new customer's id, or undefined where the email is taken. */
  async add(account: Account): Promise<string | undefined> {
    const id = newId();
    const inserted = await this.entities
      .createQueryBuilder()
      .insert()
      .values({ id, ...account })
      .orIgnore()
      .returning('id')
      .execute();
    return (inserted.raw as unknown[]).length > 0 ? id : undefined;
  }

  /** Makes the account an admin's, creating it where it is missing. */
  async putAdmin(account: Account): Promise<void> {
    await this.entities.query(
      `INSERT INTO customer (id, email, name, password_hash, role) VALUES ($1, $2, $3, $4, 'admin')
       ON CONFLICT (lower(email)) DO UPDATE SET password_hash = EXCLUDED.password_hash, role = 'admin'`,
      [newId(), account.email, account.name, account.passwordHash],
    );
  }
}
