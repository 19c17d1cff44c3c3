import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  OfferChanged,
  ReleaseStock,
  ReserveStock,
  StockReleased,
  StockReserved,
} from '@twinshop/catalog-contracts';
import { ConfirmedPage, OrderCancelled, OrderConfirmed, type Order } from '@twinshop/order-contracts';
import { ChargePayment, RefundPayment } from '@twinshop/payment-contracts';
import { Sealer } from '@twinshop/platform/secrets';
import { money, newId } from '@twinshop/platform/values';
import { eventually } from '@twinshop/testing';
import { OthersDouble } from './others.double.ts';
import { ADMIN, prepare, SEAL_KEY, Service, type Surroundings } from './service.ts';

describe('orders as a service', () => {
  let around: Surroundings;
  let service: Service;
  let others: OthersDouble;
  let customer: string;
  let chair: string;

  beforeAll(async () => {
    around = await prepare();
    service = await Service.start(around);
    others = new OthersDouble(around.config.REDIS_URL, service.queues);
    await others.ready();
    customer = await service.customer('buyer@shop.test');
  });
  afterAll(async () => {
    await others.stop();
    await service.stop();
    await around.remove();
  });
  beforeEach(() => {
    chair = newId();
    around.catalog.sold.set(chair, { productId: chair, name: 'Oak chair', price: 1_299, version: 1 });
    around.catalog.away = false;
    Object.assign(others, { stock: 'reserved', releases: true, payment: 'captured', times: 1 });
    others.heard.length = 0;
  });

  let keys = 0;
  const aKey = (): string => `service-key-${(keys += 1)}`;
  const place = async (quantity = 2): Promise<Order> => {
    const { status, body } = await service.order(customer, aKey(), [chair, quantity]);
    expect([status, body.status]).toEqual([201, 'pending']);
    return body;
  };
  const becomes = (id: string, status: Order['status']): Promise<Order> =>
    eventually(
      async () => {
        const order = await service.read(customer, id);
        if (order.status !== status) throw new Error(`it is ${order.status}`);
        return order;
      },
      { describe: `the order is ${status}` },
    );

  it('answers as who it is', async () => {
    const { headers } = await service.call('GET', '/api/customers/me', { token: customer });
    expect(headers).toMatchObject({ 'x-served-by': 'order/1', 'x-request-id': expect.any(String) });
  });

  describe('brings an order to its end', () => {
    it('confirmed, where there is stock and money', async () => {
      const { id } = await place();
      const order = await becomes(id, 'confirmed');
      expect(order.total).toEqual(money(2_598));
      const charge = others.of(ChargePayment, id)[0]!;
      expect(charge.data.amount).toBe(2_598);
      expect(Sealer.from(SEAL_KEY).open(charge.data.sealedSource, id)).toBe('tok_visa');
      await eventually(() => others.of(OrderConfirmed, id).length === 1, { describe: 'all hear of it' });
    });

    it('rejected, where there is no stock', async () => {
      others.stock = 'out_of_stock';
      const { id } = await place();
      expect((await becomes(id, 'rejected')).failure).toEqual({ code: 'out_of_stock' });
      expect(others.of(ChargePayment, id)).toEqual([]);
    });

    it('rejected, where there is no money, once its stock is released', async () => {
      others.payment = 'declined';
      others.releases = false;
      const { id } = await place();
      await eventually(() => others.of(ReleaseStock, id).length === 1, { describe: 'stock is released' });
      expect(await service.read(customer, id)).toMatchObject({ status: 'pending', failure: null });
      others.releases = true;
      await others.tell(StockReleased, { orderId: id });
      expect((await becomes(id, 'rejected')).failure).toEqual({ code: 'payment_declined' });
    });

    it('once, though every answer comes three times', async () => {
      others.times = 3;
      const orders = await Promise.all(Array.from({ length: 20 }, () => place()));
      for (const { id } of orders) await becomes(id, 'confirmed');
      for (const { id } of orders) {
        expect([others.of(ChargePayment, id).length, others.of(ReleaseStock, id).length]).toEqual([1, 0]);
      }
    });

    it('though an answer was lost: it is asked for again', async () => {
      others.stock = 'silent';
      const { id } = await place();
      await eventually(() => others.of(ReserveStock, id).length === 1, { describe: 'stock is asked for' });
      others.stock = 'reserved';
      await around.pool.query('UPDATE orders SET next_attempt_at = now() WHERE id = $1', [id]);
      await becomes(id, 'confirmed');
    });

    it('though a message comes again after all is over', async () => {
      const { id } = await place();
      await becomes(id, 'confirmed');
      const late = await others.tell(StockReserved, { orderId: id });
      await eventually(
        async () =>
          (await around.pool.query('SELECT FROM inbox WHERE event_id = $1', [late.eventId])).rowCount === 1,
        { describe: 'the late message is taken' },
      );
      await service.queues.deliver([late]);
      expect((await service.read(customer, id)).status).toBe('confirmed');
      expect(others.of(ChargePayment, id)).toHaveLength(1);
    });

    it('under the request’s own name from end to end', async () => {
      const { id } = await place();
      await becomes(id, 'confirmed');
      await eventually(() => others.of(OrderConfirmed, id).length === 1, { describe: 'all hear of it' });
      const names = [ReserveStock, ChargePayment, OrderConfirmed].map(
        (type) => others.of(type as typeof ReserveStock, id)[0]!.correlationId,
      );
      expect(new Set(names).size).toBe(1);
    });
  });

  it('takes a confirmed order back, and answers when stock and money are on their way back', async () => {
    const { id } = await place();
    await becomes(id, 'confirmed');
    const cancelled = await service.call<Order>('POST', `/api/orders/${id}/cancel`, { token: customer });
    expect([cancelled.status, cancelled.body.status]).toEqual([200, 'cancelled']);
    expect([others.of(ReleaseStock, id).length, others.of(RefundPayment, id).length]).toEqual([1, 1]);
    expect(await service.read(customer, id)).toEqual(cancelled.body);
    const again = await service.call('POST', `/api/orders/${id}/cancel`, { token: customer });
    expect([again.status, again.body['code']]).toEqual([409, 'order_not_cancellable']);
  });

  it('does not wait for recommendations when an order is taken back', async () => {
    const { id } = await place();
    await becomes(id, 'confirmed');
    const comeBack = await others.leave('recommendation');
    const began = performance.now();
    await service.call('POST', `/api/orders/${id}/cancel`, { token: customer });
    expect(performance.now() - began).toBeLessThan(1_400);
    expect([others.of(ReleaseStock, id).length, others.of(RefundPayment, id).length]).toEqual([1, 1]);
    expect(others.of(OrderCancelled, id)).toEqual([]);
    comeBack();
    await eventually(() => others.of(OrderCancelled, id).length === 1, { describe: 'they hear of it' });
  });

  it('takes an order back by its id in capitals, too', async () => {
    const { id } = await place();
    await becomes(id, 'confirmed');
    const url = `/api/orders/${id.toUpperCase()}`;
    const cancelled = await service.call<Order>('POST', `${url}/cancel`, { token: customer });
    expect([cancelled.status, cancelled.body.id]).toEqual([200, id]);
    expect((await service.call('GET', url, { token: customer })).body).toEqual(cancelled.body);
  });

  it('replays an order under its key, as it is by now', async () => {
    const key = aKey();
    const first = await service.order(customer, key, [chair, 1]);
    await becomes(first.body.id, 'confirmed');
    const again = await service.order(customer, key, [chair, 1]);
    expect([again.status, again.headers['idempotency-replayed'], again.body.status]).toEqual([
      201,
      'true',
      'confirmed',
    ]);
    expect(again.headers['location']).toBe(`/api/orders/${first.body.id}`);
    const other = await service.order(customer, key, [chair, 2]);
    expect([other.status, (other.body as unknown as { code: string }).code]).toEqual([
      409,
      'idempotency_key_reused',
    ]);
  });

  describe('knows what products are sold as', () => {
    it('from the catalogue’s events', async () => {
      await place();
      await others.tell(OfferChanged, { productId: chair, name: 'Oak chair', price: 999, version: 2 });
      await eventually(async () => (await place(1)).total.amount === 999, { describe: 'the new price' });
    });

    it('and can’t answer where it does not and the catalogue is away', async () => {
      around.catalog.away = true;
      const { status, body, headers } = await service.order(customer, aKey(), [chair, 1]);
      expect([status, (body as unknown as { code: string }).code]).toEqual([503, 'unavailable']);
      expect(headers['content-type']).toContain('application/problem+json');
    });

    it('and refuses what there is not', async () => {
      const { status, body } = await service.order(customer, aKey(), [newId(), 1]);
      expect([status, (body as unknown as { code: string }).code]).toEqual([409, 'product_unavailable']);
    });
  });

  describe('tells other services what was sold', () => {
    const confirmed = async (query = '', token?: string) =>
      service.call('GET', `/internal/orders/confirmed${query}`, {
        headers: { 'x-service-token': token ?? (await around.serviceToken('recommendation')) },
      });

    it('page by page, each order once, without what was cancelled', async () => {
      const orders = await Promise.all(Array.from({ length: 5 }, () => place()));
      for (const { id } of orders) await becomes(id, 'confirmed');
      await service.call('POST', `/api/orders/${orders[0]!.id}/cancel`, { token: customer });
      const seen: ConfirmedPage['items'] = [];
      let next: string | null = null;
      do {
        const { status, body } = await confirmed(`?limit=2${next === null ? '' : `&after=${next}`}`);
        expect(status).toBe(200);
        const page = ConfirmedPage.parse(body);
        seen.push(...page.items);
        next = page.next;
      } while (next !== null);
      const ids = seen.map(({ orderId }) => orderId);
      expect(ids).toEqual([...new Set(ids)].sort());
      for (const { id } of orders.slice(1)) expect(ids).toContain(id);
      expect(ids).not.toContain(orders[0]!.id);
      const { id } = orders[1]!;
      expect(seen.find(({ orderId }) => orderId === id)).toEqual(others.of(OrderConfirmed, id)[0]!.data);
    });

    it('and nobody else', async () => {
      for (const token of [customer, await around.serviceToken('recommendation', 'catalog'), 'x.y.z']) {
        const { status, body } = await confirmed('', token);
        expect([status, body['code']]).toEqual([401, 'unauthenticated']);
      }
    });

    it('and refuses cursors that it did not give', async () => {
      expect((await confirmed('?after=nonsense')).body).toMatchObject({
        status: 400,
        code: 'cursor_invalid',
      });
      expect((await confirmed('?limit=1001')).status).toBe(400);
    });
  });

  it('still takes orders while the queues are away, and brings them to their end afterwards', async () => {
    await place();
    await around.redis.call('CLIENT', 'PAUSE', '1500', 'WRITE');
    const { id } = await place();
    expect(others.of(ReserveStock, id)).toEqual([]);
    await becomes(id, 'confirmed');
  });

  it('shares its work with replicas that start at the same time on an empty database, with one admin', async () => {
    const own = await prepare();
    const replicas = await Promise.all([1, 2, 3].map(() => Service.start(own)));
    for (const replica of replicas) expect(await replica.signIn(ADMIN.email, ADMIN.password)).toBeDefined();
    const { rows } = await own.pool.query(`SELECT FROM customer WHERE role = 'admin'`);
    expect(rows).toHaveLength(1);
    await Promise.all(replicas.map((replica) => replica.stop()));
    await own.remove();
  });
});
