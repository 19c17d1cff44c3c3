import { Injectable } from '@nestjs/common';
import type { OrderFailure, Session, SignIn as Request } from '@twinshop/order-contracts';
import { TOKEN_LIFETIME_SECONDS, TokenIssuer } from '@twinshop/platform/auth';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { passwordFits } from '../../passwords.ts';
import { Customers } from '../../persistence/customers.ts';

@Injectable()
export class SignIn {
  private readonly customers: Customers;
  private readonly tokens: TokenIssuer;

  constructor(customers: Customers, tokens: TokenIssuer) {
    this.customers = customers;
    this.tokens = tokens;
  }

  /** Answers the same, and as late, for an unknown email as for a wrong password. */
  async run({
    email,
    password,
  }: Request): Promise<Result<Session, Extract<OrderFailure, 'bad_credentials'>>> {
    // PostgreSQL has no NUL in text, so nobody can have such an email.
    const customer = email.includes('\0') ? null : await this.customers.findByEmail(email);
    const fits = await passwordFits(customer?.passwordHash, password);
    if (!fits || customer === null) return fail('bad_credentials');
    const accessToken = await this.tokens.issue({ id: customer.id, role: customer.role });
    return ok({ accessToken, tokenType: 'Bearer', expiresIn: TOKEN_LIFETIME_SECONDS });
  }
}
