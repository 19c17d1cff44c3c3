import { randomUUID } from 'node:crypto';
import { outcomeOf, outcomeOfFailure, type Intent, type Outcome } from '@twinshop/invariants';
import { ShopDoor } from '@twinshop/load';
import type { StartedShop } from '@twinshop/local';

/** An order that somebody wants, and the token that they are signed in with. */
export type Wanted = Intent & { token: string };

/** The shop as its customers know it, while it fails: one attempt a call, nothing is repeated here. */
export class FrontDoor {
  readonly #door: ShopDoor;
  readonly #admin: StartedShop['admin'];

  constructor({ publicUrl, admin }: StartedShop) {
    this.#door = new ShopDoor({ publicUrl });
    this.#admin = admin;
  }

  async newCustomer(): Promise<{ id: string; token: string }> {
    const account = { email: `${randomUUID()}@example.test`, password: randomUUID() };
    const signedUp = this.#door.post('/api/customers', { ...account, name: 'Ada' });
    const { id } = await this.#door.expect<{ id: string }>(201, signedUp);
    return { id, token: await this.#door.signIn(account) };
  }

  /** @param stock pieces, for each product that is wanted */
  async newProducts(...stock: number[]): Promise<string[]> {
    const token = await this.#door.signIn(this.#admin);
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
        const created = this.#door.post('/api/admin/products', product, { token });
        return (await this.#door.expect<{ id: string }>(201, created)).id;
      }),
    );
  }

  async place({ token, key, items }: Wanted): Promise<Outcome> {
    const order = { items, payment: { method: 'card', token: 'tok_visa' } };
    const reply = await this.#door.post('/api/orders', order, { token, key });
    return reply.kind === 'answer' ? outcomeOf(reply.status, reply.text) : outcomeOfFailure(reply.why);
  }

  close(): Promise<void> {
    return this.#door.close();
  }
}
