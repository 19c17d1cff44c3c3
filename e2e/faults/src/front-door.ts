import { randomUUID } from 'node:crypto';
import { outcomeOf, outcomeOfFailure, type Intent, type Outcome } from '@twinshop/invariants';
import type { StartedShop } from '@twinshop/local';
import { Pool } from 'undici';

const ATTEMPT_MS = 20_000;
const CONNECTIONS = 32;

/** An order that somebody wants, and the token that they are signed in with. */
export type Wanted = Intent & { token: string };

/** The shop as its customers know it, while it fails: one attempt a call, nothing is repeated here. */
export class FrontDoor {
  readonly #pool: Pool;
  readonly #admin: StartedShop['admin'];

  constructor({ publicUrl, admin }: StartedShop) {
    this.#pool = new Pool(publicUrl, { connections: CONNECTIONS, connectTimeout: 5_000 });
    this.#admin = admin;
  }

  async newCustomer(): Promise<{ id: string; token: string }> {
    const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
    const { id } = await this.#expect<{ id: string }>(201, '/api/customers', { ...account, name: 'Ada' });
    return { id, token: await this.#signIn(account) };
  }

  /** @param stock pieces, for each product that is wanted */
  async newProducts(...stock: number[]): Promise<string[]> {
    const token = await this.#signIn(this.#admin);
    return Promise.all(
      stock.map(async (pieces) => {
        const product = {
          sku: `FAULT-${randomUUID()}`,
          name: 'A thing that outlasts',
          description: 'It is bought while the shop falls apart.',
          category: 'faults',
          price: { amount: 250, currency: 'GBP' },
          stock: pieces,
        };
        const { id } = await this.#expect<{ id: string }>(201, '/api/admin/products', product, { token });
        return id;
      }),
    );
  }

  async place({ token, key, items }: Wanted): Promise<Outcome> {
    const order = { items, payment: { method: 'card', token: 'tok_visa' } };
    try {
      const { status, text } = await this.#post('/api/orders', order, { token, key });
      return outcomeOf(status, text);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #signIn(account: { email: string; password: string }): Promise<string> {
    const { email, password } = account;
    const session = await this.#expect<{ accessToken: string }>(201, '/api/sessions', { email, password });
    return session.accessToken;
  }

  async #expect<Body>(
    wanted: number,
    path: string,
    json: unknown,
    who: { token?: string } = {},
  ): Promise<Body> {
    const { status, text } = await this.#post(path, json, who);
    if (status !== wanted) throw new Error(`POST ${path} answered ${status}: ${text}`);
    return JSON.parse(text) as Body;
  }

  async #post(
    path: string,
    json: unknown,
    { token, key }: { token?: string; key?: string },
  ): Promise<{ status: number; text: string }> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(json),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    return { status: statusCode, text: await body.text() };
  }
}
