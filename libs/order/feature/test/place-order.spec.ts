import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MOST_LINES, ORDER_STATUSES, type PlaceOrder as Request } from '@twinshop/order-contracts';
import { money, newId } from '@twinshop/platform/values';
import { Carts } from '../src/persistence/carts.ts';
import { Customers } from '../src/persistence/customers.ts';
import { FillCart } from '../src/use-cases/fill-cart/fill-cart.ts';
import { PlaceOrder } from '../src/checkout-in-one-transaction/place-order.ts';
import { aKey, anOrder, startOrders, type OrderProcess } from './order-process.ts';

describe('placing an order', () => {
  let shop: OrderProcess;
  let chair: string;
  let lamp: string;

  beforeAll(async () => {
    shop = await startOrders();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    chair = await shop.stock(20, 4_999);
    lamp = await shop.stock(20, 33);
    shop.payment.answer = async () => 'captured';
    shop.payment.asked.length = 0;
    shop.heard.length = 0;
  });

  const place = async (request: Request, key = aKey(), customerId = shop.customerId) => {
    const result = await shop.module.get(PlaceOrder).run(customerId, key, request);
    return result.ok
      ? { ...result.value, failure: undefined }
      : { failure: result.failure.code, order: undefined, replayed: undefined };
  };
  const written = async (key: string) =>
    (await shop.pool.query('SELECT * FROM orders WHERE idempotency_key = $1', [key])).rows as Record<
      string,
      unknown
    >[];

  it('takes its stock, charges its total, says that it is confirmed, and keeps no card', async () => {
    const key = aKey();
    const { order, replayed } = await place(anOrder([lamp, 3], [chair, 2]), key);
    expect(replayed).toBe(false);
    expect(order).toMatchObject({
      status: 'confirmed',
      items: [
        { productId: lamp, quantity: 3, unitPrice: money(33), lineTotal: money(99) },
        { productId: chair, quantity: 2, unitPrice: money(4_999), lineTotal: money(9_998) },
      ],
      total: money(10_097),
      failure: null,
    });
    expect(shop.payment.asked).toEqual([{ orderId: order!.id, amount: 10_097, source: 'tok_visa' }]);
    expect([await shop.onHand(chair), await shop.onHand(lamp)]).toEqual([18, 17]);
    expect(shop.heard).toMatchObject([{ orderId: order!.id, customerId: shop.customerId }]);
    expect(await written(key)).toMatchObject([{ status: 'confirmed', payment_source: null }]);
  });

  it('answers what is then read', async () => {
    const { order } = await place(anOrder([lamp, 3], [chair, 2]));
    const read = await shop.orders.find(order!.id);
    expect(read).toMatchObject({ status: 'confirmed', total_amount: 10_097 });
    expect(read!.lines.map(({ productId }) => productId)).toEqual([lamp, chair]);
    expect(read!.updated_at.toISOString()).toBe(order!.updatedAt);
    expect(order!.updatedAt > order!.createdAt).toBe(true);
  });

  it('rejects it where there is too little, and neither charges nor takes a piece', async () => {
    const { order } = await place(anOrder([lamp, 1], [chair, 21]));
    expect(order).toMatchObject({
      status: 'rejected',
      failure: { code: 'out_of_stock' },
      total: money(33 + 21 * 4_999),
    });
    expect(shop.payment.asked).toEqual([]);
    expect([await shop.onHand(chair), await shop.onHand(lamp)]).toEqual([20, 20]);
  });

  it('rejects it where the card is declined, and returns its stock', async () => {
    shop.payment.answer = async () => 'declined';
    const { order } = await place(anOrder([chair, 5]));
    expect(order).toMatchObject({ status: 'rejected', failure: { code: 'payment_declined' } });
    expect(await shop.onHand(chair)).toBe(20);
    expect(shop.heard).toEqual([]);
  });

  it('leaves it pending where the provider gives no answer, with its stock', async () => {
    shop.payment.answer = async () => 'unreachable';
    const { order } = await place(anOrder([chair, 5]));
    expect(order).toMatchObject({ status: 'pending', failure: null });
    expect(await shop.onHand(chair)).toBe(15);
  });

  describe('is refused, leaving nothing behind and the key free,', () => {
    const refused = async (request: Request, code: string, customerId = shop.customerId): Promise<void> => {
      const key = aKey();
      expect((await place(request, key, customerId)).failure).toBe(code);
      expect(await written(key)).toEqual([]);
      expect(await shop.onHand(chair)).toBe(20);
      expect((await place(anOrder([chair, 1]), key)).order?.status).toBe('confirmed');
    };

    it('where it is empty', () => refused(anOrder(), 'order_empty'));
    it('where a product does not exist', () =>
      refused(anOrder([chair, 1], [newId(), 1]), 'product_unavailable'));
    it('where the cart is empty', () => refused({ payment: anOrder().payment }, 'order_empty'));
    it('where the customer is gone', () => refused(anOrder([chair, 1]), 'unauthenticated', newId()));
  });

  describe('of the cart', () => {
    const fill = (productId: string, quantity: number, customerId = shop.customerId) =>
      shop.module.get(Carts).set(customerId, { productId, quantity });
    const cart: Request = { payment: anOrder().payment };

    it('orders what is in it, in the order it was put there, and empties it', async () => {
      await fill(lamp, 2);
      await fill(chair, 1);
      const { order } = await place(cart);
      expect(order!.items.map(({ productId, quantity }) => [productId, quantity])).toEqual([
        [lamp, 2],
        [chair, 1],
      ]);
      expect(await shop.module.get(Carts).read(shop.customerId)).toEqual([]);
    });

    it('is one order, though it is sent many times at once under many keys', async () => {
      await fill(chair, 1);
      const all = await Promise.all(Array.from({ length: 10 }, () => place(cart)));
      expect(all.filter(({ order }) => order?.status === 'confirmed')).toHaveLength(1);
      expect(all.filter(({ failure }) => failure === 'order_empty')).toHaveLength(9);
      expect(await shop.onHand(chair)).toBe(19);
    });

    it('leaves in the cart what is put there while it is being ordered', async () => {
      await fill(chair, 1);
      const take = shop.shelf.take.bind(shop.shelf);
      shop.shelf.take = async (tx, lines) => {
        await fill(lamp, 2);
        return take(tx, lines);
      };
      const { order } = await place(cart).finally(() => (shop.shelf.take = take));
      expect(order!.items.map(({ productId }) => productId)).toEqual([chair]);
      expect(await shop.module.get(Carts).read(shop.customerId)).toEqual([{ productId: lamp, quantity: 2 }]);
      await shop.module.get(Carts).remove(shop.customerId, lamp);
    });

    it('takes no product more than an order may have, and still changes those that it has', async () => {
      await shop.pool.query(
        `INSERT INTO cart_item (customer_id, product_id, quantity) SELECT $1, gen_random_uuid(), 1 FROM generate_series(2, $2)`,
        [shop.customerId, MOST_LINES],
      );
      const put = (productId: string, quantity: number) =>
        shop.module.get(FillCart).set(shop.customerId, { productId, quantity });
      expect(await put(chair, 1)).toMatchObject({ ok: true });
      expect(await put(lamp, 1)).toMatchObject({ ok: false, failure: { code: 'order_too_large' } });
      expect(await put(chair, 3)).toMatchObject({ ok: true, value: { items: [{ quantity: 3 }] } });
      await shop.pool.query('DELETE FROM cart_item');
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
      expect(await shop.module.get(Carts).read(shop.customerId)).toEqual([{ productId: gone, quantity: 1 }]);
      await shop.module.get(Carts).remove(shop.customerId, gone);
    });

    it('is refused where it has more lines than an order may have', async () => {
      await shop.pool.query(
        `INSERT INTO cart_item (customer_id, product_id, quantity) SELECT $1, gen_random_uuid(), 1 FROM generate_series(0, $2)`,
        [shop.customerId, MOST_LINES],
      );
      expect((await place(cart)).failure).toBe('order_too_large');
      await shop.pool.query('DELETE FROM cart_item');
    });
  });

  describe('under a key that was used before', () => {
    it('gives the same order again, whatever became of it', async () => {
      for (const request of [anOrder([chair, 1]), anOrder([chair, 1_000])]) {
        const key = aKey();
        const first = await place(request, key);
        expect(await place(request, key)).toEqual({ ...first, replayed: true });
        expect(await written(key)).toHaveLength(1);
      }
    });

    it('is refused with another body', async () => {
      const key = aKey();
      await place(anOrder([chair, 1]), key);
      expect((await place(anOrder([chair, 2]), key)).failure).toBe('idempotency_key_reused');
      expect((await place(anOrder([newId(), 1]), key)).failure).toBe('idempotency_key_reused');
      expect(await shop.onHand(chair)).toBe(19);
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

    it('is one order, one charge and one piece, though it is sent 50 times at once', async () => {
      const key = aKey();
      const all = await Promise.all(Array.from({ length: 50 }, () => place(anOrder([chair, 1]), key)));
      expect(new Set(all.map(({ order }) => order?.id)).size).toBe(1);
      expect(all.every(({ order }) => order?.status === 'confirmed')).toBe(true);
      expect(all.filter(({ replayed }) => replayed === false)).toHaveLength(1);
      expect(shop.payment.asked).toHaveLength(1);
      expect(await shop.onHand(chair)).toBe(19);
    });

    it('replays the last piece, which by then is gone', async () => {
      const key = aKey();
      const last = await shop.stock(1);
      const all = await Promise.all(Array.from({ length: 10 }, () => place(anOrder([last, 1]), key)));
      expect(all.every(({ order }) => order?.status === 'confirmed')).toBe(true);
    });

    it('meets the first request at work, and both answer what it comes to', async () => {
      const key = aKey();
      const asked = Promise.withResolvers<void>();
      const word = Promise.withResolvers<'declined'>();
      shop.payment.answer = () => {
        asked.resolve();
        return word.promise;
      };
      const first = place(anOrder([chair, 1]), key);
      await asked.promise;
      const second = place(anOrder([chair, 1]), key);
      word.resolve('declined');
      expect((await first).order?.status).toBe('rejected');
      expect(await second).toMatchObject({ order: { status: 'rejected' }, replayed: true });
    });
  });

  it('sells the last 20 pieces to exactly 20 of 60', async () => {
    const all = await Promise.all(Array.from({ length: 60 }, () => place(anOrder([chair, 1]))));
    expect(all.filter(({ order }) => order?.status === 'confirmed')).toHaveLength(20);
    expect(all.filter(({ order }) => order?.failure?.code === 'out_of_stock')).toHaveLength(40);
    expect(await shop.onHand(chair)).toBe(0);
  });

  it('writes exactly the statuses of the contract', async () => {
    const insert = (status: string) =>
      shop.pool.query(
        `INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, failure_code, total_amount, created_at, updated_at, next_attempt_at)
         VALUES ($1, $2, $3, '', $4, $5, 1, now(), now(), now() + interval '1 day')`,
        [newId(), shop.customerId, aKey(), status, status === 'rejected' ? 'out_of_stock' : null],
      );
    for (const status of ORDER_STATUSES) await insert(status);
    await expect(insert('shipped')).rejects.toMatchObject({ code: '23514' });
  });

  it('lists a customer’s orders newest first, each once over the pages', async () => {
    const id = await shop.module
      .get(Customers)
      .add({ email: 'many@shop.test', name: 'Many', passwordHash: '' });
    const placed: string[] = [];
    for (let n = 0; n < 7; n += 1) placed.push((await place(anOrder([lamp, 1]), aKey(), id)).order!.id);
    const first = await shop.orders.ofCustomer(id!, undefined, 4);
    const rest = await shop.orders.ofCustomer(id!, first.at(-1)!.id, 4);
    expect([...first, ...rest].map((order) => order.id)).toEqual(placed.reverse());
  });
});
