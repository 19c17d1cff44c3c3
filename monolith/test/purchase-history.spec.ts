import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '@twinshop/platform/database';
import { newId } from '@twinshop/platform/values';
import { PurchaseHistory } from '@twinshop/recommendation-feature';
import { BasketsInSql } from '../src/purchase-history/baskets-in-sql.ts';
import { prepare, Shop, type Surroundings } from './shop.ts';

describe('purchase history in SQL', () => {
  let around: Surroundings;
  let shop: Shop;
  let history: PurchaseHistory;
  /** Products by letter; in the order of their ids. */
  let ids: Record<string, string>;
  let ann: string;
  let bob: string;

  beforeAll(async () => {
    around = await prepare('http://127.0.0.1:1');
    shop = await Shop.start(around);
    ids = Object.fromEntries([...'abcdef'].map((letter) => [letter, newId()]));
    await around.pool.query(`INSERT INTO category VALUES ('things', 'Things')`);
    for (const [letter, id] of Object.entries(ids)) {
      await around.pool.query(
        `INSERT INTO product (id, sku, name, description, category_slug, price_amount, created_at) VALUES ($1, $2, $2, '', 'things', 1, now())`,
        [id, letter],
      );
    }
  });
  afterAll(async () => {
    await shop.stop();
    await around.remove();
  });
  beforeEach(async () => {
    await around.pool.query(`TRUNCATE orders CASCADE`);
    history = new PurchaseHistory(new BasketsInSql(shop.app.get(Database)));
    [ann, bob] = await Promise.all([someone(), someone()]);
  });

  const someone = async (): Promise<string> => {
    const id = newId();
    await around.pool.query(
      `INSERT INTO customer (id, email, name, password_hash) VALUES ($1::uuid, $1::text, '', '')`,
      [id],
    );
    return id;
  };
  const bought = async (letters: string, customer = bob, status = 'confirmed'): Promise<void> => {
    const id = newId();
    await around.pool.query(
      `INSERT INTO orders VALUES ($1::uuid, $2, $1::text, '', $3, $4, 1, NULL, now(), now(), now() + interval '1 hour')`,
      [id, customer, status, status === 'rejected' ? 'payment_declined' : null],
    );
    for (const [n, letter] of [...letters].entries()) {
      await around.pool.query(`INSERT INTO order_line VALUES ($1, $2, $3, $4, 1, 1)`, [
        id,
        n + 1,
        ids[letter],
        letter,
      ]);
    }
  };
  const letters = (found: string[]): string =>
    found.map((id) => Object.keys(ids).find((letter) => ids[letter] === id)).join('');

  describe('says what was also bought', () => {
    const alsoBought = async (letter: string, limit = 10): Promise<string> =>
      letters(await history.alsoBought(ids[letter]!, limit));

    it('the most often first, the elder product where it is as often, and never the product itself', async () => {
      await bought('abc');
      await bought('ac');
      await bought('ade');
      await bought('ef');
      expect(await alsoBought('a')).toBe('cbde');
      expect(await alsoBought('a', 2)).toBe('cb');
      expect(await alsoBought('f')).toBe('e');
    });

    it.each(['pending', 'rejected', 'cancelled'])('but not in an order that is %s', async (status) => {
      await bought('ab', bob, status);
      expect(await alsoBought('a')).toBe('');
      await bought('ac');
      expect(await alsoBought('a')).toBe('c');
    });

    it('which is nothing where it was always bought alone, or never', async () => {
      await bought('a');
      expect([await alsoBought('a'), await alsoBought('f')]).toEqual(['', '']);
    });
  });

  describe('says what sells best', () => {
    const bestSellers = async (limit = 10): Promise<string> => letters(await history.bestSellers(limit));

    it('by orders that were confirmed', async () => {
      await bought('ab');
      await bought('bc');
      await bought('bc');
      await bought('d', bob, 'cancelled');
      expect(await bestSellers()).toBe('bca');
      expect(await bestSellers(1)).toBe('b');
    });

    it('which is nothing before the first order', async () => {
      expect(await bestSellers()).toBe('');
    });

    it('as it was a moment ago: it is not counted anew for each who asks', async () => {
      await bought('a');
      expect(await bestSellers()).toBe('a');
      await bought('b');
      expect(await bestSellers()).toBe('a');
      expect(
        letters(await new PurchaseHistory(new BasketsInSql(shop.app.get(Database))).bestSellers(10)),
      ).toBe('ab');
    });
  });

  describe('says what a customer may like', () => {
    const forCustomer = async (customer: string, limit = 10): Promise<string> =>
      letters(await history.forCustomer(customer, limit));

    it('from the baskets of others with something that they bought, without what they have', async () => {
      await bought('ab', ann);
      await bought('acd');
      await bought('bd');
      await bought('ef');
      expect(await forCustomer(ann)).toBe('dc');
      expect(await forCustomer(ann, 1)).toBe('d');
    });

    it.each(['pending', 'rejected', 'cancelled'])('leaving out of account what is %s', async (status) => {
      await bought('a', ann, status);
      await bought('ac');
      expect(await forCustomer(ann)).toBe('');
      await bought('a', ann);
      await bought('ad', bob, status);
      expect(await forCustomer(ann)).toBe('c');
    });

    it('which is nothing for somebody who bought nothing', async () => {
      await bought('ab');
      expect(await forCustomer(ann)).toBe('');
    });
  });
});
