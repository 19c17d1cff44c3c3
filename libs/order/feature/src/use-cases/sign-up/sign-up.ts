import { Injectable } from '@nestjs/common';
import type { Customer, OrderFailure, SignUp as Request } from '@twinshop/order-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Customers } from '../../persistence/customers.ts';
import { hashPassword } from '../../passwords.ts';

@Injectable()
export class SignUp {
  private readonly customers: Customers;

  constructor(customers: Customers) {
    this.customers = customers;
  }

  async run({
    email,
    name,
    password,
  }: Request): Promise<Result<Customer, Extract<OrderFailure, 'email_taken'>>> {
    const id = await this.customers.add({ email, name, passwordHash: await hashPassword(password) });
    return id === undefined ? fail('email_taken') : ok({ id, email, name });
  }
}
