import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@twinshop/platform/values';
import pg from 'pg';
import { allocate } from '../src/domain/allocate.ts';
import { Reservations } from '../src/persistence/reservations.ts';
import { RecordSales } from '../src/use-cases/record-sales/record-sales.ts';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';
import {
  answersTo,
  deliver,
  orderConfirmed,
  piecesOf,
  releasesOf,
  releaseStock,
  reserveStock,
  type StockMessage,
} from './stock-orders.ts';

describe('stock for orders, by message,', () => {
  let shop: CatalogProcess;
  let chair: string;
  let table: string;
  let order: string;

  beforeAll(async () => {
    shop = await startCatalog();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    [chair, table] = (await add(shop.products, aProduct({ stock: 20 }), aProduct({ stock: 3 }))) as [
      string,
      string,
    ];
    order = newId();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const handle = async (...messages: StockMessage[]): Promise<void> => {
    for (const message of messages) await deliver(shop, message);
  };
  const together = (...messages: StockMessage[]) =>
    Promise.all(messages.map((message) => deliver(shop, message)));
  const onHand = async (...ids: string[]) => (await piecesOf(shop, ids)).map((pieces) => pieces.onHand);
  const statusOf = async (orderId: string): Promise<string | undefined> =>
    (await shop.pool.query('SELECT status FROM reservation WHERE order_id = $1', [orderId])).rows[0]?.status;

  describe('is reserved', () => {
    it('in all lines, and the order hears of it', async () => {
      await handle(reserveStock(order, [table, 3], [chair, 5]));
      expect(await piecesOf(shop, [chair, table])).toEqual([
        { onHand: 15, reserved: 5, sold: 0 },
        { onHand: 0, reserved: 3, sold: 0 },
      ]);
      expect(await answersTo(shop, order)).toEqual(['reserved']);
    });

    it('in no line where one has too little', async () => {
      await handle(reserveStock(order, [chair, 1], [table, 4]));
      expect(await onHand(chair, table)).toEqual([20, 3]);
      expect(await answersTo(shop, order)).toEqual(['out_of_stock']);
    });

    it('in no line where a product does not exist', async () => {
      await handle(reserveStock(order, [newId(), 1], [chair, 1]));
      expect(await onHand(chair)).toEqual([20]);
      expect(await answersTo(shop, order)).toEqual(['product_unavailable']);
    });

    it('with an answer that says what it comes of', async () => {
      const wish = reserveStock(order, [chair, 1]);
      await handle(wish);
      const { rows } = await shop.pool.query(
        `SELECT causation_id, correlation_id FROM outbox WHERE data ->> 'orderId' = $1`,
        [order],
      );
      expect(rows).toEqual([{ causation_id: wish.eventId, correlation_id: wish.correlationId }]);
    });

    it('once for a message that comes again, which is not answered again', async () => {
      const wish = reserveStock(order, [chair, 5]);
      await handle(wish, wish);
      await together(wish, wish, wish);
      expect(await onHand(chair)).toEqual([15]);
      expect(await answersTo(shop, order)).toEqual(['reserved']);
    });

    it('once for an order that asks again, which gets the same answer again', async () => {
      await handle(reserveStock(order, [chair, 5]), reserveStock(order, [chair, 5]));
      await together(reserveStock(order, [chair, 5]), reserveStock(order, [chair, 5]));
      expect(await onHand(chair)).toEqual([15]);
      expect(await answersTo(shop, order)).toEqual(Array(4).fill('reserved'));
    });

    it('not for an order that was refused, though there is stock when it asks again', async () => {
      await handle(reserveStock(order, [table, 4]));
      await shop.stock.change(table, 10, 'delivery-1');
      await handle(reserveStock(order, [table, 4]));
      expect(await answersTo(shop, order)).toEqual(['out_of_stock', 'out_of_stock']);
      expect(await onHand(table)).toEqual([13]);
    });

    it('for orders that come together as for orders that come one after the other', async () => {
      const orders = Array.from({ length: 30 }, newId);
      await together(...orders.map((id) => reserveStock(id, [chair, 1])));
      const answers = await Promise.all(orders.map((id) => answersTo(shop, id)));
      expect(answers).toEqual(orders.map((_, n) => [n < 20 ? 'reserved' : 'out_of_stock']));
      expect(await onHand(chair)).toEqual([0]);
    });
  });

  describe('is released', () => {
    it('once, where it was reserved', async () => {
      await handle(reserveStock(order, [chair, 5], [table, 1]), releaseStock(order), releaseStock(order));
      await together(releaseStock(order), releaseStock(order));
      expect(await onHand(chair, table)).toEqual([20, 3]);
    });

    it('once, where it was sold', async () => {
      await handle(reserveStock(order, [chair, 5]), orderConfirmed(order, [chair, 5]));
      await together(releaseStock(order), releaseStock(order));
      expect(await piecesOf(shop, [chair])).toEqual([{ onHand: 20, reserved: 0, sold: 0 }]);
    });

    it('for many orders of the same product in one go', async () => {
      const orders = Array.from({ length: 20 }, newId);
      await together(...orders.map((id) => reserveStock(id, [chair, 1])));
      await together(...orders.map(releaseStock));
      expect(await onHand(chair)).toEqual([20]);
    });

    it('before it was asked for: the order gets nothing, and hears that it is released', async () => {
      await handle(releaseStock(order), reserveStock(order, [chair, 5]), releaseStock(order));
      expect(await onHand(chair)).toEqual([20]);
      expect([await statusOf(order), await answersTo(shop, order)]).toEqual(['released', []]);
      expect(await releasesOf(shop, order)).toBe(3);
    });

    it('with an answer each time, whether there was something to give back or not', async () => {
      const [refused, unknown] = [newId(), newId()];
      await handle(reserveStock(order, [chair, 5]), reserveStock(refused, [table, 4]));
      for (const id of [order, refused, unknown]) {
        const release = releaseStock(id);
        await handle(release);
        const { rows } = await shop.pool.query(
          `SELECT data, correlation_id FROM outbox WHERE type = 'catalog.stock-released.v1' AND causation_id = $1`,
          [release.eventId],
        );
        expect(rows).toEqual([{ data: { orderId: id }, correlation_id: release.correlationId }]);
        await handle(releaseStock(id));
        await together(releaseStock(id), releaseStock(id), release);
        expect(await releasesOf(shop, id)).toBe(4);
      }
    });

    it('together with what says so: nobody hears of it who can’t see it', async () => {
      await handle(reserveStock(order, [chair, 5]));
      jest.spyOn(shop.stock, 'giveBack').mockRejectedValueOnce(new Error('the database is away'));
      await expect(handle(releaseStock(order))).rejects.toThrow('the database is away');
      expect([await releasesOf(shop, order), await statusOf(order)]).toEqual([0, 'reserved']);
      await handle(releaseStock(order));
      expect([await releasesOf(shop, order), await onHand(chair)]).toEqual([1, [20]]);
    });

    it('without effect, where it was refused', async () => {
      await handle(reserveStock(order, [table, 4]), releaseStock(order), reserveStock(order, [table, 4]));
      expect(await answersTo(shop, order)).toEqual(['out_of_stock', 'out_of_stock']);
      expect(await onHand(table)).toEqual([3]);
    });

    it('for good: who asks again gets nothing, and hears that it is released', async () => {
      await handle(reserveStock(order, [chair, 5]), releaseStock(order), reserveStock(order, [chair, 5]));
      expect(await onHand(chair)).toEqual([20]);
      expect([await statusOf(order), await answersTo(shop, order)]).toEqual(['released', ['reserved']]);
      expect(await releasesOf(shop, order)).toBe(2);
    });
  });

  describe('is sold', () => {
    it('where it was reserved', async () => {
      await handle(reserveStock(order, [chair, 5]), orderConfirmed(order, [chair, 5]));
      expect(await piecesOf(shop, [chair])).toEqual([{ onHand: 15, reserved: 0, sold: 5 }]);
    });

    it('with its answer given again to who asks late', async () => {
      await handle(reserveStock(order, [chair, 5]), orderConfirmed(order, [chair, 5]));
      await handle(reserveStock(order, [chair, 5]));
      expect(await answersTo(shop, order)).toEqual(['reserved', 'reserved']);
      expect(await piecesOf(shop, [chair])).toEqual([{ onHand: 15, reserved: 0, sold: 5 }]);
    });

    it('not where it was released meanwhile', async () => {
      await handle(reserveStock(order, [chair, 5]), releaseStock(order), orderConfirmed(order, [chair, 5]));
      expect(await piecesOf(shop, [chair])).toEqual([{ onHand: 20, reserved: 0, sold: 0 }]);
      expect(await statusOf(order)).toBe('released');
    });

    it('not before it was asked for: it comes again later, and then it is', async () => {
      const sales = jest.spyOn(shop.module.get(RecordSales), 'run').mockReturnValue();
      const confirmed = orderConfirmed(order, [chair, 5]);
      await expect(handle(confirmed)).rejects.toThrow(`confirmed before they asked for stock: ${order}`);
      expect([await statusOf(order), sales.mock.calls.length]).toEqual([undefined, 0]);
      await handle(reserveStock(order, [chair, 5]), confirmed);
      expect(await piecesOf(shop, [chair])).toEqual([{ onHand: 15, reserved: 0, sold: 5 }]);
      expect(sales).toHaveBeenCalledTimes(1);
    });

    it('though another’s confirmation comes too early with it', async () => {
      await handle(reserveStock(order, [chair, 5]));
      const settled = await Promise.allSettled([
        deliver(shop, orderConfirmed(newId(), [chair, 1])),
        deliver(shop, orderConfirmed(order, [chair, 5])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect(await statusOf(order)).toBe('sold');
    });

    it('and counts for popularity, once for a message that comes again', async () => {
      const sales = jest.spyOn(shop.module.get(RecordSales), 'run').mockReturnValue();
      const sold = orderConfirmed(order, [chair, 5]);
      await handle(reserveStock(order, [chair, 5]), sold, sold);
      await together(sold, sold);
      expect(sales.mock.calls).toEqual([[[{ productId: chair, quantity: 5 }]]]);
    });

    it('and counts for nothing more where a monolith beside it has sold it already', async () => {
      const sales = jest.spyOn(shop.module.get(RecordSales), 'run').mockReturnValue();
      await handle(reserveStock(order, [chair, 5]));
      await shop.pool.query("UPDATE reservation SET status = 'sold' WHERE order_id = $1", [order]);
      await handle(orderConfirmed(order, [chair, 5]));
      expect([await statusOf(order), sales.mock.calls]).toEqual(['sold', []]);
    });

    it('and counts for nothing where it could not be written down', async () => {
      const sales = jest.spyOn(shop.module.get(RecordSales), 'run').mockReturnValue();
      await expect(handle(orderConfirmed('no id', [chair, 5]))).rejects.toThrow('uuid');
      expect(sales).not.toHaveBeenCalled();
    });
  });

  describe('in batches', () => {
    it('takes as many round trips for two hundred orders as for one', async () => {
      const trips = async (messages: StockMessage[]): Promise<number> => {
        const query = jest.spyOn(pg.Client.prototype, 'query');
        await together(...messages);
        const { length } = query.mock.calls;
        query.mockRestore();
        return length;
      };
      const products = await add(shop.products, ...Array.from({ length: 50 }, () => aProduct({ stock: 20 })));
      const line = (n: number): [string, number] => [products[n % 50]!, 1];
      const orders = Array.from({ length: 200 }, newId);
      const alone = [
        await trips([reserveStock(order, line(0), line(1))]),
        await trips([orderConfirmed(order, line(0), line(1))]),
        await trips([releaseStock(order)]),
      ];
      // BEGIN, inbox, … , COMMIT.
      expect(alone).toEqual([6, 4, 5]);
      const many = [
        await trips(orders.map((id, n) => reserveStock(id, line(n), line(n + 1)))),
        await trips(orders.map((id, n) => orderConfirmed(id, line(n), line(n + 1)))),
        await trips(orders.map(releaseStock)),
      ];
      expect(many).toEqual(alone);
      expect(new Set(await onHand(...products))).toEqual(new Set([20]));
    });

    it('keeps no order from another’s failure', async () => {
      const settled = await Promise.allSettled([
        deliver(shop, reserveStock('no id', [chair, 1])),
        deliver(shop, reserveStock(order, [chair, 1])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      expect(await answersTo(shop, order)).toEqual(['reserved']);
    });
  });

  describe('in two processes', () => {
    let other: CatalogProcess;

    beforeAll(async () => {
      other = await startCatalog(shop);
    });
    afterAll(() => other.stop());

    const everywhere = (messages: readonly StockMessage[]) =>
      Promise.all(messages.flatMap((message) => [deliver(shop, message), deliver(other, message)]));

    it('is given out once though both get every message, and never below nought', async () => {
      const products = await add(shop.products, ...Array.from({ length: 4 }, () => aProduct({ stock: 100 })));
      const orders = Array.from({ length: 300 }, (_, n) => ({
        id: newId(),
        lines: [
          [products[n % 4]!, 1 + (n % 3)],
          [products[(n + 1) % 4]!, 1],
        ] as [string, number][],
      }));
      await everywhere(orders.map(({ id, lines }) => reserveStock(id, ...lines)));
      const verdicts = await Promise.all(orders.map(({ id }) => answersTo(shop, id)));
      expect(new Set(verdicts.map(({ length }) => length))).toEqual(new Set([1]));
      const after = await piecesOf(shop, products);
      for (const { onHand, reserved } of after) {
        expect(onHand).toBeGreaterThanOrEqual(0);
        expect(onHand + reserved).toBe(100);
      }
      const given = orders.filter((_, n) => verdicts[n]![0] === 'reserved');
      expect(given.length).toBeGreaterThan(0);
      expect(given.length).toBeLessThan(orders.length);
      const promised = given.flatMap(({ lines }) => lines).reduce((sum, [, pieces]) => sum + pieces, 0);
      expect(after.reduce((sum, { reserved }) => sum + reserved, 0)).toBe(promised);
    });

    it('is taken, returned and restocked at once without a deadlock or a lost piece', async () => {
      const products = await add(shop.products, ...Array.from({ length: 6 }, () => aProduct({ stock: 500 })));
      const lines = (n: number): [string, number][] => {
        const all = products.map((id): [string, number] => [id, 1]);
        return n % 2 === 0 ? all : all.reverse();
      };
      const orders = Array.from({ length: 60 }, newId);
      // A deadlock would be hidden by the transaction's second run.
      const statements = jest.spyOn(pg.Client.prototype, 'query');
      await Promise.all(orders.map((id, n) => deliver(n % 2 ? shop : other, reserveStock(id, ...lines(n)))));
      await Promise.all([
        ...orders.toReversed().map((id, n) => deliver(n % 2 ? shop : other, orderConfirmed(id, ...lines(n)))),
        ...orders.map((id, n) => deliver(n % 3 ? other : shop, releaseStock(id))),
        ...orders.map((_, n) => deliver(n % 2 ? other : shop, reserveStock(newId(), ...lines(n)))),
        ...products.map((id, n) => (n % 2 ? shop : other).stock.change(id, 10, 'delivery-1')),
      ]);
      expect(statements.mock.calls.filter(([statement]) => String(statement) === 'ROLLBACK')).toEqual([]);
      for (const pieces of await piecesOf(shop, products)) {
        expect(pieces).toEqual({ onHand: 450, reserved: 60, sold: 0 });
      }
    });

    it('would be given out twice without the lock and the guard', async () => {
      const [lamp] = (await add(shop.products, aProduct({ stock: 1 }))) as [string];
      const bothLooked = Promise.withResolvers<void>();
      let looked = 0;
      await shop.pool.query('ALTER TABLE stock DROP CONSTRAINT stock_not_negative');
      const naively = async (): Promise<boolean> => {
        const { rows } = await shop.pool.query('SELECT on_hand FROM stock WHERE product_id = $1', [lamp]);
        const { taken } = allocate(new Map([[lamp, (rows[0] as { on_hand: number }).on_hand]]), [
          { orderId: newId(), lines: [{ productId: lamp, quantity: 1 }] },
        ]);
        if ((looked += 1) === 2) bothLooked.resolve();
        await bothLooked.promise;
        await shop.pool.query('UPDATE stock SET on_hand = on_hand - $2 WHERE product_id = $1', [
          lamp,
          taken.get(lamp),
        ]);
        return taken.has(lamp);
      };
      expect(await Promise.all([naively(), naively()])).toEqual([true, true]);
      expect(await onHand(lamp)).toEqual([-1]);
      await shop.pool.query('UPDATE stock SET on_hand = 0 WHERE on_hand < 0');
      await shop.pool.query('ALTER TABLE stock ADD CONSTRAINT stock_not_negative CHECK (on_hand >= 0)');
    });

    it('is not given out beyond what is there, should the lock ever fail to hold', async () => {
      const [lamp] = (await add(shop.products, aProduct({ stock: 1 }))) as [string];
      jest
        .spyOn(shop.module.get(Reservations, { strict: false }), 'lockStock')
        .mockResolvedValue(new Map([[lamp, 5]]));
      await expect(handle(reserveStock(order, [lamp, 2]))).rejects.toThrow('less stock than was allocated');
      expect([await onHand(lamp), await statusOf(order), await answersTo(shop, order)]).toEqual([
        [1],
        undefined,
        [],
      ]);
    });
  });
});
