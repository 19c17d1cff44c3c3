import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { hashPassword } from '../../passwords.ts';
import { Customers } from '../../persistence/customers.ts';

/** The account that may change the catalogue. */
export interface AdminAccount {
  email: string;
  password: string;
}

export const ADMIN_ACCOUNT = Symbol('admin account');

/** The shop has an admin from its first start; the environment's password is the one that counts. */
@Injectable()
export class EnsureAdmin implements OnApplicationBootstrap {
  private readonly customers: Customers;
  private readonly account: AdminAccount;

  constructor(customers: Customers, @Inject(ADMIN_ACCOUNT) account: AdminAccount) {
    this.customers = customers;
    this.account = account;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { email, password } = this.account;
    await this.customers.putAdmin({ email, name: 'Admin', passwordHash: await hashPassword(password) });
  }
}
