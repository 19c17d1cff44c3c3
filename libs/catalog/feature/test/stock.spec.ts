import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StockLine } from '@twinshop/catalog-contracts';
import { sql } from '@twinshop/platform/database';
import { newId } from '@twinshop/platform/values';
import { ChangeProduct } from '../src/use-cases/change-product/change-product.ts';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';

describe('stock', () => {
  let shop: CatalogProcess;
  let chair: string;
  let table: string;

  beforeAll(async () => {
    shop = await startCatalog();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    [chair, table] = (await add(
      shop.products,
      aProduct({ name: 'Chair', price: { amount: 4_999, currency: 'GBP' }, stock: 20 }),
      aProduct({ name: 'Table', price: { amount: 19_950, currency: 'GBP' }, stock: 3 }),
    )) as [string, string];
  });

  const lines = (...pairs: [productId: string, quantity: number][]): StockLine[] =>
    pairs.map(([productId, quantity]) => ({ productId, quantity }));
  const take = (...pairs: [string, number][]) =>
    shop.database.transaction((tx) => shop.stock.take(tx, lines(...pairs)));
  const giveBack = (...pairs: [string, number][]) =>
    shop.database.transaction((tx) => shop.stock.giveBack(tx, lines(...pairs)));
  const onHand = async (...ids: string[]): Promise<number[]> => {
    const { rows } = await shop.pool.query<{ product_id: string; on_hand: number }>(
      'SELECT product_id, on_hand FROM stock WHERE product_id = ANY($1)',
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.product_id === id)!.on_hand);
  };

  describe('is taken', () => {
    it('for all lines, at the names and prices of the moment', async () => {
      await shop.module
        .get(ChangeProduct)
        .run(table, { name: 'Oak table', price: { amount: 24_900, currency: 'GBP' } });
      expect(await take([table, 2], [chair, 5])).toEqual({
        outcome: 'taken',
        offers: new Map([
          [chair, { productId: chair, name: 'Chair', price: 4_999, version: 1 }],
          [table, { productId: table, name: 'Oak table', price: 24_900, version: 2 }],
        ]),
      });
      expect(await onHand(chair, table)).toEqual([15, 1]);
    });

    it('to the last piece', async () => {
      expect(await take([table, 3])).toMatchObject({ outcome: 'taken' });
      expect(await onHand(table)).toEqual([0]);
    });

    it('for no line where one has too little, whichever it is', async () => {
      expect(await take([chair, 1], [table, 4])).toMatchObject({ outcome: 'out_of_stock' });
      expect(await take([table, 4], [chair, 1])).toMatchObject({ outcome: 'out_of_stock' });
      expect(await onHand(chair, table)).toEqual([20, 3]);
    });

    it('with offers also where there is too little, so that the order can be written down', async () => {
      const taken = await take([chair, 21]);
      expect(taken).toEqual({
        outcome: 'out_of_stock',
        offers: new Map([[chair, { productId: chair, name: 'Chair', price: 4_999, version: 1 }]]),
      });
    });

    it('for no line where a product does not exist, which is named', async () => {
      const missing = [newId(), newId()];
      expect(await take([missing[0]!, 1], [chair, 1], [missing[1]!, 1])).toEqual({
        outcome: 'product_unavailable',
        missing,
      });
      expect(await onHand(chair)).toEqual([20]);
    });

    it('only if the transaction that takes it is committed', async () => {
      await expect(
        shop.database.transaction(async (tx) => {
          await shop.stock.take(tx, lines([chair, 5]));
          throw new Error('the order was not written');
        }),
      ).rejects.toThrow('the order was not written');
      expect(await onHand(chair)).toEqual([20]);
    });
  });

  it('comes back for all lines', async () => {
    await take([chair, 5], [table, 3]);
    await giveBack([table, 3], [chair, 5]);
    expect(await onHand(chair, table)).toEqual([20, 3]);
  });

  describe('in a race', () => {
    const BUYERS = 50;

    it('sells the last 20 pieces to exactly 20 of 50', async () => {
      const takes = await Promise.all(Array.from({ length: BUYERS }, () => take([chair, 1])));
      expect(takes.filter(({ outcome }) => outcome === 'taken')).toHaveLength(20);
      expect(takes.filter(({ outcome }) => outcome === 'out_of_stock')).toHaveLength(30);
      expect(await onHand(chair)).toEqual([0]);
    });

    it('serves orders of many sizes without taking a piece too many', async () => {
      const wanted = Array.from({ length: BUYERS }, (_, n) => (n % 4) + 1);
      const takes = await Promise.all(wanted.map((quantity) => take([chair, quantity])));
      const sold = wanted.reduce(
        (sum, quantity, n) => sum + (takes[n]!.outcome === 'taken' ? quantity : 0),
        0,
      );
      expect(await onHand(chair)).toEqual([20 - sold]);
      expect(sold).toBeGreaterThan(16);
    });

    /** What a shop does that looks first and takes then: everybody looks before anybody takes. */
    const takeNaively = async (write: string): Promise<PromiseSettledResult<boolean>[]> => {
      let looked = 0;
      const everybodyLooked = Promise.withResolvers<void>();
      const naively = async (): Promise<boolean> => {
        const { rows } = await shop.pool.query('SELECT on_hand FROM stock WHERE product_id = $1', [chair]);
        if ((looked += 1) === BUYERS) everybodyLooked.resolve();
        await everybodyLooked.promise;
        const onHand = (rows[0] as { on_hand: number }).on_hand;
        if (onHand < 1) return false;
        // In a transaction, for the pool drops a connection that a statement of its own failed on.
        await shop.database.transaction((tx) =>
          tx.query(sql(write, write), write.includes('$2') ? [chair, onHand - 1] : [chair]),
        );
        return true;
      };
      return Promise.allSettled(Array.from({ length: BUYERS }, naively));
    };

    it('would be sold 50 times over if it were looked at first and written then', async () => {
      const sales = await takeNaively('UPDATE stock SET on_hand = $2 WHERE product_id = $1');
      expect(sales.filter((sale) => sale.status === 'fulfilled' && sale.value)).toHaveLength(BUYERS);
      expect(await onHand(chair)).toEqual([19]);
    });

    it('is never below nought even then: the database refuses it', async () => {
      const sales = await takeNaively('UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = $1');
      const refused = sales.filter((sale) => sale.status === 'rejected');
      expect(refused).toHaveLength(BUYERS - 20);
      expect(
        refused.every(({ reason }) => (reason as { constraint: string }).constraint === 'stock_not_negative'),
      ).toBe(true);
      expect(await onHand(chair)).toEqual([0]);
    });

    describe('for the same products in opposite order', () => {
      const ROUNDS = 60;
      let products: string[];

      beforeEach(async () => {
        products = await add(shop.products, ...Array.from({ length: 10 }, () => aProduct({ stock: 1_000 })));
      });

      it('never ends in a deadlock', async () => {
        const there = lines(...products.map((id): [string, number] => [id, 1]));
        const back = [...there].reverse();
        let runs = 0;
        await Promise.all(
          Array.from({ length: 2 * ROUNDS }, (_, n) =>
            shop.database.transaction(async (tx) => {
              runs += 1;
              if (n % 4 < 2) await shop.stock.take(tx, n % 2 === 0 ? there : back);
              else await shop.stock.giveBack(tx, n % 2 === 0 ? there : back);
            }),
          ),
        );
        // A deadlock would be hidden by the transaction's second run.
        expect(runs).toBe(2 * ROUNDS);
        expect(await onHand(...products)).toEqual(products.map(() => 1_000));
      });

      it('would, if each took its rows in its own order', async () => {
        const [first, last] = [products[0]!, products[9]!];
        const bothHoldOne = Promise.withResolvers<void>();
        let holding = 0;
        const naively = async (...ids: string[]): Promise<void> => {
          const client = await shop.pool.connect();
          try {
            await client.query('BEGIN');
            for (const id of ids) {
              await client.query('UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = $1', [id]);
              if ((holding += 1) === 2) bothHoldOne.resolve();
              await bothHoldOne.promise;
            }
            await client.query('COMMIT');
          } catch (error) {
            await client.query('ROLLBACK');
            throw error;
          } finally {
            client.release();
          }
        };
        const orders = await Promise.allSettled([naively(first, last), naively(last, first)]);
        const refused = orders.filter((order) => order.status === 'rejected');
        expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['40P01']);
      });
    });
  });

  describe('is changed by an admin', () => {
    it('once for a key, however often and however many times at once', async () => {
      const changes = await Promise.all(
        Array.from({ length: 20 }, () => shop.stock.change(chair, 5, 'delivery-1')),
      );
      expect(changes.filter(({ outcome }) => outcome === 'changed')).toEqual([
        { outcome: 'changed', stock: 25 },
      ]);
      expect(changes.filter(({ outcome }) => outcome === 'changed_before')).toHaveLength(19);
      expect(await onHand(chair)).toEqual([25]);
    });

    it('with the first answer given again, though the stock went on', async () => {
      await shop.stock.change(chair, 5, 'delivery-1');
      await take([chair, 10]);
      expect(await shop.stock.change(chair, 5, 'delivery-1')).toEqual({
        outcome: 'changed_before',
        stock: 25,
      });
      expect(await onHand(chair)).toEqual([15]);
    });

    it('again under another key, and for another product under the same', async () => {
      await shop.stock.change(chair, 5, 'delivery-1');
      expect(await shop.stock.change(chair, 5, 'delivery-2')).toEqual({ outcome: 'changed', stock: 30 });
      expect(await shop.stock.change(table, 5, 'delivery-1')).toEqual({ outcome: 'changed', stock: 8 });
    });

    it('not where the key came with another number before', async () => {
      await shop.stock.change(chair, 5, 'delivery-1');
      expect(await shop.stock.change(chair, 6, 'delivery-1')).toEqual({ outcome: 'key_reused' });
      expect(await onHand(chair)).toEqual([25]);
    });

    it('not below nought or beyond all counting, and the key can then still be used', async () => {
      expect(await shop.stock.change(chair, -21, 'correction')).toEqual({ outcome: 'too_little' });
      expect(await shop.stock.change(chair, 2_000_000_000, 'correction')).toEqual({ outcome: 'too_much' });
      expect(await shop.stock.change(chair, -20, 'correction')).toEqual({ outcome: 'changed', stock: 0 });
    });

    it('not where there is no such product', async () => {
      expect(await shop.stock.change(newId(), 1, 'delivery-1')).toEqual({ outcome: 'no_product' });
    });

    it('amid sales, without losing a piece', async () => {
      await Promise.all([
        ...Array.from({ length: 20 }, () => take([chair, 1])),
        ...Array.from({ length: 20 }, (_, n) => shop.stock.change(chair, 2, `delivery-${n}`)),
      ]);
      expect(await onHand(chair)).toEqual([40]);
    });
  });
});
