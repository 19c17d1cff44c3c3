import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShopDoor } from '@twinshop/load';
import { startShop, type StartedShop } from '@twinshop/local';
import { Migrator, type Ended } from './migrator/migrator.ts';

/** More than are asked for while a module comes back, and fewer than a cart may hold. */
const PRODUCTS = 400;
const PAUSE_MS = 200;

describe('a migration that was finished: nothing is kept for going back', () => {
  let shop: StartedShop;
  let door: ShopDoor;

  beforeAll(async () => {
    shop = await startShop({ topology: 'step-4', products: 200, control: true });
    door = new ShopDoor(shop);
  }, 180_000);
  afterAll(async () => {
    await door?.close();
    await shop?.stop();
  });

  const migrate = (...words: string[]): Promise<Ended> =>
    new Migrator(shop.home, [...words, '--observe', '1', '--shadow-reads', '200']).ended;

  it('takes away what is kept, with the step or afterwards, and says where there is nothing to do', async () => {
    expect(await migrate('--to', '5', '--finish')).toMatchObject({ exitCode: 0 });
    expect(await migrate('--to', '6')).toMatchObject({ exitCode: 0 });
    const { exitCode, output } = await migrate('--to', '6', '--finish');
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toContain('order is no longer copied back, and what it left is deleted');
    expect((await migrate('--to', '6', '--finish')).output).toContain('The shop is at step 6 already');
  });

  it('comes back all the same, and customers find what there was never asked for before', async () => {
    expect(await migrate('--to', '5')).toMatchObject({ exitCode: 0 });
    const customer = await customerOfNewThings();
    const back = migrate('--to', '4');
    const replies = await customer.fillCartUntil(back);
    expect(await back).toMatchObject({ exitCode: 0 });
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('is left on its way back with customers none the wiser, where nothing had been copied yet', async () => {
    expect(await migrate('--to', '5', '--finish')).toMatchObject({ exitCode: 0 });
    const customer = await customerOfNewThings();
    const words = ['--to', '4', '--observe', '1', '--shadow-reads', '200'];
    const killed = new Migrator(shop.home, words, (says) => {
      if (says.includes('PostgreSQL copies catalog')) killed.kill('SIGKILL');
    });
    const left = killed.ended.then(() => migrate('--to', '5'));
    const replies = await customer.fillCartUntil(left);
    const { exitCode, output } = await left;
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toContain('that is undone first');
    expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  });

  /** Of things of which only the catalogue knows. */
  async function customerOfNewThings() {
    const products = await newProducts();
    const account = { email: `${randomUUID()}@example.test`, password: 'only for this cart' };
    await door.expect(201, door.post('/api/customers', { ...account, name: 'Ada' }));
    const token = await door.signIn(account);
    const fillCartUntil = async (ended: Promise<unknown>): Promise<{ status: number | undefined }[]> => {
      let isOver = false;
      void ended.finally(() => (isOver = true));
      const replies: { status: number | undefined }[] = [];
      for (const id of products) {
        const reply = await door.put(`/api/cart/items/${id}`, { quantity: 1 }, token);
        replies.push({ status: reply.kind === 'none' ? undefined : reply.status });
        await Promise.race([delay(PAUSE_MS), ended]);
        if (isOver) break;
      }
      await ended;
      expect(replies.length).toBeLessThan(PRODUCTS);
      return replies;
    };
    return { fillCartUntil };
  }

  async function newProducts(): Promise<string[]> {
    const token = await door.signIn(shop.admin);
    const run = randomUUID().slice(0, 8);
    const ids: string[] = [];
    for (let nth = 0; nth < PRODUCTS; nth += 1) {
      const product = {
        sku: `NEW-${run}-${nth}`,
        name: `New ${nth}`,
        description: 'Nobody has asked for it yet.',
        category: 'new',
        price: { amount: 250, currency: 'GBP' },
        stock: 100,
      };
      const { id } = await door.expect<{ id: string }>(
        201,
        door.post('/api/admin/products', product, { token }),
      );
      ids.push(id);
    }
    return ids;
  }
});
