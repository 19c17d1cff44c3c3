import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OfferChanged, ReserveStock } from '@twinshop/catalog-contracts';
import { MOST_LINES, type PlaceOrder as Request } from '@twinshop/order-contracts';
import { sql, type Database, type Statement } from '@twinshop/platform/database';
import { Outbox } from '@twinshop/platform/messaging';
import { withTrace } from '@twinshop/platform/tracing';
import { money, newId } from '@twinshop/platform/values';
import { AcceptOrders } from '../src/checkout-by-saga/accept-orders.ts';
import { OffersMessages } from '../src/messaging/offers.messages.ts';
import { Carts } from '../src/persistence/carts.ts';
import { Customers } from '../src/persistence/customers.ts';
import { FillCart } from '../src/use-cases/fill-cart/fill-cart.ts';
import { aKey, anOrder } from './order-process.ts';
import { message, startSagas, type SagaProcess } from './saga-process.ts';

describe('an order that is accepted by a service', () => {
  let shop: SagaProcess;
  let chair: string;
  let lamp: string;

  beforeAll(async () => {
    shop = await startSagas();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.pool.query('TRUNCATE orders, outbox, offer_copy, cart_item CASCADE');
    chair = shop.product(4_999);
    lamp = shop.product(33);
    shop.catalog.away = false;
    shop.catalog.asked.length = 0;
  });

  const place = async (request: Request, key = aKey(), customerId = shop.customerId) => {
    const result = await shop.place(request, key, customerId);
    return result.ok
      ? { ...result.value, failure: undefined }
      : { failure: result.failure.code, order: undefined, replayed: undefined };
  };
  const count = async (table: string): Promise<number> =>
    (await shop.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]!.n;
  const offerChanged = (productId: string, price: number, version: number) =>
    shop.module
      .get(OffersMessages)
      .offerChanged(message(OfferChanged, { productId, name: 'Chair', price, version }));

  it('is pending, at its prices, and asks for its stock', async () => {
    const rings = shop.rings();
    const { order, replayed } = await place(anOrder([lamp, 3], [chair, 2]));
    expect(replayed).toBe(false);
    expect(order).toMatchObject({
      status: 'pending',
      items: [
        { productId: lamp, quantity: 3, unitPrice: money(33), lineTotal: money(99) },
        { productId: chair, quantity: 2, unitPrice: money(4_999), lineTotal: money(9_998) },
      ],
      total: money(10_097),
      failure: null,
    });
    expect((await shop.sent(ReserveStock)).map(({ data }) => data)).toEqual([
      { orderId: order!.id, lines: anOrder([lamp, 3], [chair, 2]).items },
    ]);
    expect(shop.rings()).toBe(rings + 1);
  });

  it('is answered as it is then read', async () => {
    const { order } = await place(anOrder([lamp, 3], [chair, 2]));
    const read = (await shop.orders.find(order!.id))!;
    expect(read).toMatchObject({ status: 'pending', total_amount: 10_097 });
    expect(read.lines.map(({ productId }) => productId)).toEqual([lamp, chair]);
    expect([read.created_at.toISOString(), read.updated_at.toISOString()]).toEqual([
      order!.createdAt,
      order!.updatedAt,
    ]);
  });

  it('can be looked at on its way', async () => {
    const { order } = await place(anOrder([chair, 2]));
    const { rows } = await shop.pool.query('SELECT * FROM checkout_saga');
    expect(rows).toMatchObject([{ order_id: order!.id, state: 'reserving', total_amount: 9_998 }]);
  });

  it('keeps its card sealed, for this order alone', async () => {
    const { order } = await place(anOrder([chair, 1]));
    const { rows } = await shop.pool.query<{ row: string; payment_source: string }>(
      'SELECT o::text AS row, payment_source FROM orders o',
    );
    expect(rows[0]!.row).not.toContain('tok_visa');
    expect(shop.sealer.open(rows[0]!.payment_source, order!.id)).toBe('tok_visa');
  });

  it('carries the trace of its own request, also where it is accepted together with others', async () => {
    await place(anOrder([chair, 1]));
    const trace = (name: string) => ({
      correlationId: name,
      causationId: name,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    const placed = await Promise.all(
      ['one', 'two', 'three'].map((name) => withTrace(trace(name), () => place(anOrder([chair, 1])))),
    );
    const traces = new Map(
      (await shop.sent(ReserveStock)).map(({ data, correlationId }) => [data.orderId, correlationId]),
    );
    expect(placed.map(({ order }) => traces.get(order!.id))).toEqual(['one', 'two', 'three']);
  });

  describe('is priced by copies of offers', () => {
    it('that are asked for once', async () => {
      await place(anOrder([chair, 1], [lamp, 1]));
      await place(anOrder([chair, 1], [lamp, 1]));
      expect(shop.catalog.asked.map((ids) => ids.sort())).toEqual([[chair, lamp].sort()]);
    });

    it('also while the catalogue is away', async () => {
      await place(anOrder([chair, 1]));
      shop.catalog.away = true;
      expect((await place(anOrder([chair, 2]))).order!.total).toEqual(money(9_998));
    });

    it('and can’t be, where a copy lacks and the catalogue is away: nothing is left behind', async () => {
      shop.catalog.away = true;
      const key = aKey();
      await expect(place(anOrder([chair, 1]), key)).rejects.toThrow('the catalogue is away');
      expect([await count('orders'), await count('outbox')]).toEqual([0, 0]);
      shop.catalog.away = false;
      expect(await place(anOrder([chair, 1]), key)).toMatchObject({ replayed: false });
    });

    it('that change with the catalogue, at once', async () => {
      await place(anOrder([chair, 1]));
      await offerChanged(chair, 5_999, 2);
      expect((await place(anOrder([chair, 1]))).order!.total).toEqual(money(5_999));
    });

    it('of which the newest counts, in whatever order they come', async () => {
      await Promise.all([
        offerChanged(chair, 300, 3),
        offerChanged(chair, 400, 4),
        offerChanged(chair, 200, 2),
      ]);
      await offerChanged(chair, 100, 1);
      expect((await place(anOrder([chair, 1]))).order!.total).toEqual(money(400));
      expect(shop.catalog.asked).toEqual([]);
    });

    it('that an answer never sets back which a change has overtaken', async () => {
      const ask = shop.catalog.offers.bind(shop.catalog);
      shop.catalog.offers = async (ids) => {
        const answer = await ask(ids);
        await offerChanged(chair, 5_999, 2);
        return answer;
      };
      const { order } = await place(anOrder([chair, 1])).finally(() => (shop.catalog.offers = ask));
      expect(order!.total).toEqual(money(5_999));
    });

    it('so is a cart', async () => {
      await shop.module.get(Carts).set(shop.customerId, { productId: chair, quantity: 2 });
      expect((await shop.module.get(FillCart).show(shop.customerId)).total).toEqual(money(9_998));
      await offerChanged(chair, 1_000, 2);
      shop.catalog.away = true;
      expect((await shop.module.get(FillCart).show(shop.customerId)).total).toEqual(money(2_000));
    });
  });

  describe('is refused, leaving nothing behind and the key free,', () => {
    const refused = async (request: Request, code: string, customerId = shop.customerId): Promise<void> => {
      const key = aKey();
      expect((await place(request, key, customerId)).failure).toBe(code);
      expect([await count('orders'), await count('order_line'), await count('outbox')]).toEqual([0, 0, 0]);
      expect((await place(anOrder([chair, 1]), key)).order?.status).toBe('pending');
    };

    it('where it is empty', () => refused(anOrder(), 'order_empty'));
    it('where a product does not exist', () =>
      refused(anOrder([chair, 1], [newId(), 1]), 'product_unavailable'));
    it('where the cart is empty', () => refused({ payment: anOrder().payment }, 'order_empty'));
    it('where the customer is gone', () => refused(anOrder([chair, 1]), 'unauthenticated', newId()));

    it('while others of its batch are accepted', async () => {
      await place(anOrder([chair, 1]));
      const all = await Promise.all([
        place(anOrder([chair, 1])),
        place(anOrder([newId(), 1])),
        place(anOrder([chair, 1]), aKey(), newId()),
        place(anOrder([chair, 3])),
      ]);
      expect(all.map(({ order, failure }) => order?.total.amount ?? failure)).toEqual([
        4_999,
        'product_unavailable',
        'unauthenticated',
        14_997,
      ]);
    });
  });

  describe('of the cart', () => {
    const fill = (productId: string, quantity: number) =>
      shop.module.get(Carts).set(shop.customerId, { productId, quantity });
    const cart: Request = { payment: anOrder().payment };
    const inCart = () => shop.module.get(Carts).read(shop.customerId);

    it('orders what is in it, in the order it was put there, and empties it', async () => {
      await fill(lamp, 2);
      await fill(chair, 1);
      const { order } = await place(cart);
      expect(order!.items.map(({ productId, quantity }) => [productId, quantity])).toEqual([
        [lamp, 2],
        [chair, 1],
      ]);
      expect(await inCart()).toEqual([]);
      expect((await shop.sent(ReserveStock))[0]!.data.lines).toEqual(anOrder([lamp, 2], [chair, 1]).items);
    });

    it('is one order, though it is sent many times at once under many keys', async () => {
      await fill(chair, 1);
      const all = await Promise.all(Array.from({ length: 10 }, () => place(cart)));
      expect(all.filter(({ order }) => order?.status === 'pending')).toHaveLength(1);
      expect(all.filter(({ failure }) => failure === 'order_empty')).toHaveLength(9);
      expect(await count('outbox')).toBe(1);
    });

    it('replays the order, though the cart is empty by then', async () => {
      await fill(chair, 1);
      const key = aKey();
      const first = await place(cart, key);
      expect(await place(cart, key)).toEqual({ ...first, replayed: true });
    });

    it('keeps the cart where the order is refused', async () => {
      const gone = newId();
      await fill(gone, 1);
      expect((await place(cart)).failure).toBe('product_unavailable');
      expect(await inCart()).toEqual([{ productId: gone, quantity: 1 }]);
    });

    it('is refused where it has more lines than an order may have', async () => {
      await shop.pool.query(
        `INSERT INTO cart_item (customer_id, product_id, quantity) SELECT $1, gen_random_uuid(), 1 FROM generate_series(0, $2)`,
        [shop.customerId, MOST_LINES],
      );
      expect((await place(cart)).failure).toBe('order_too_large');
    });
  });

  describe('under a key that was used before', () => {
    it('is the same order, as it is by now, and asks for nothing again', async () => {
      const key = aKey();
      const first = await place(anOrder([chair, 1]), key);
      shop.catalog.away = true;
      expect(await place(anOrder([chair, 1]), key)).toEqual({ ...first, replayed: true });
      await shop.pool.query(`UPDATE orders SET status = 'confirmed', step = NULL`);
      expect((await place(anOrder([chair, 1]), key)).order!.status).toBe('confirmed');
      expect([await count('orders'), await count('outbox')]).toEqual([1, 1]);
    });

    it('is refused with another body', async () => {
      const key = aKey();
      await place(anOrder([chair, 1]), key);
      expect((await place(anOrder([chair, 2]), key)).failure).toBe('idempotency_key_reused');
      expect((await place(anOrder([newId(), 1]), key)).failure).toBe('idempotency_key_reused');
    });

    it('is another order for another customer', async () => {
      const key = aKey();
      const other = await shop.module
        .get(Customers)
        .add({ email: `${key}@shop.test`, name: 'Other', passwordHash: '' });
      const mine = await place(anOrder([chair, 1]), key);
      const theirs = await place(anOrder([chair, 1]), key, other);
      expect(theirs.replayed).toBe(false);
      expect(theirs.order!.id).not.toBe(mine.order!.id);
    });

    it('is one order and one wish for stock, though it is sent 200 times at once', async () => {
      const key = aKey();
      const all = await Promise.all(Array.from({ length: 200 }, () => place(anOrder([chair, 1]), key)));
      expect(new Set(all.map(({ order }) => order?.id)).size).toBe(1);
      expect(all.filter(({ replayed }) => replayed === false)).toHaveLength(1);
      expect([await count('orders'), await count('outbox')]).toEqual([1, 1]);
    });
  });

  it('is one of many that are accepted together, each with its own lines', async () => {
    await place(anOrder([chair, 1], [lamp, 1]));
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, n) => place(anOrder([chair, n + 1], [lamp, 2 * n + 1]))),
    );
    for (const [n, { order }] of all.entries()) {
      expect(order!.items.map(({ quantity }) => quantity)).toEqual([n + 1, 2 * n + 1]);
      expect(order!.total.amount).toBe((n + 1) * 4_999 + (2 * n + 1) * 33);
    }
    expect(await count('outbox')).toBe(201);
  });

  it('is accepted once, though another process has the same keys at the same time, the other way round', async () => {
    await place(anOrder([chair, 1]));
    const processes = [0, 1].map(() => new AcceptOrders(shop.database, shop.module.get(Outbox)));
    for (let round = 0; round < 20; round += 1) {
      const keys = Array.from({ length: 50 }, aKey);
      const batches = processes.map((accepting, n) =>
        (n === 0 ? keys : keys.toReversed()).map((idempotencyKey) =>
          accepting.accept({
            id: newId(),
            customerId: shop.customerId,
            idempotencyKey,
            fingerprint: '',
            sealedSource: '',
            lines: [{ productId: chair, quantity: 1 }],
          }),
        ),
      );
      const outcomes = (await Promise.all(batches.flat())).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(50);
      expect(outcomes.filter((outcome) => outcome === 'key_used')).toHaveLength(50);
    }
  });

  describe('together with one that fails', () => {
    /** As a process's own database, but no lock is waited for long. */
    const impatient = {
      query: (statement: Statement, values: readonly unknown[]) =>
        shop.database.transaction(async (tx) => {
          await tx.query(sql('test-impatient', `SET LOCAL lock_timeout = '200ms'`));
          return tx.query(statement, values);
        }),
    } as unknown as Database;
    const order = (idempotencyKey: string) => ({
      id: newId(),
      customerId: shop.customerId,
      idempotencyKey,
      fingerprint: '',
      sealedSource: '',
      lines: [{ productId: chair, quantity: 1 }],
    });
    const acceptTogether = (...keys: string[]) => {
      const accepting = new AcceptOrders(impatient, shop.module.get(Outbox));
      return Promise.allSettled(keys.map((key) => accepting.accept(order(key))));
    };
    const accepted = { status: 'fulfilled', value: expect.objectContaining({ outcome: 'accepted' }) };

    beforeEach(() => place(anOrder([chair, 1])));

    it('is accepted, though that one waits in vain for whoever has its key', async () => {
      const key = aKey();
      const outcomes = await shop.database.transaction(async (tx) => {
        await shop.module.get(AcceptOrders).acceptIn(tx, order(key));
        return acceptTogether(aKey(), key, aKey());
      });
      expect(outcomes).toEqual([
        accepted,
        { status: 'rejected', reason: expect.objectContaining({ code: '55P03' }) },
        accepted,
      ]);
    });

    it('is accepted, though that one can’t be written', async () => {
      const outcomes = await acceptTogether(aKey(), 'no text in PostgreSQL: \0', aKey());
      expect(outcomes).toEqual([accepted, expect.objectContaining({ status: 'rejected' }), accepted]);
    });

    it('fails with it at once where the database is away', async () => {
      const asked = jest.spyOn(impatient, 'query').mockRejectedValue(new Error('Connection terminated'));
      const outcomes = await acceptTogether(aKey(), aKey(), aKey());
      expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
      expect(asked).toHaveBeenCalledTimes(1);
      asked.mockRestore();
    });
  });

  it('has 500 lines at most, all of them', async () => {
    const many = Array.from({ length: MOST_LINES }, () => shop.product(2));
    const { order } = await place(anOrder(...many.map((id): [string, number] => [id, 10_000])));
    expect(order!.items.map(({ productId }) => productId)).toEqual(many);
    expect(order!.total).toEqual(money(MOST_LINES * 20_000));
  });
});
