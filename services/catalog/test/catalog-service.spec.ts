import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  OfferChanged,
  OfferList,
  ProductSuggestions,
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
  SummaryList,
} from '@twinshop/catalog-contracts';
import { OrderConfirmed } from '@twinshop/order-contracts';
import type { Message, MessageType } from '@twinshop/platform/messages';
import { nextTraceparent } from '@twinshop/platform/tracing';
import { newId } from '@twinshop/platform/values';
import { eventually } from '@twinshop/testing';
import { Worker } from 'bullmq';
import { prepare, Service, type Surroundings } from './service.ts';

describe('the catalogue as a service', () => {
  let around: Surroundings;
  let service: Service;
  let admin: string;
  let chair: string;
  let table: string;

  beforeAll(async () => {
    around = await prepare('http://127.0.0.1:1');
    service = await Service.start(around);
    admin = await around.tokenOf('admin');
  });
  afterAll(async () => {
    await service.stop();
    await around.remove();
  });
  beforeEach(async () => {
    chair = await service.product(admin, { stock: 5 });
    table = await service.product(admin, { name: 'Oak table', category: 'tables', stock: 2 });
  });

  describe('answers customers', () => {
    it('with products, pages and categories', async () => {
      expect((await service.call('GET', `/api/products/${chair}`)).body).toMatchObject({
        id: chair,
        stock: 5,
      });
      expect((await service.call('GET', '/api/products?q=table&limit=1')).body).toMatchObject({
        items: [{ id: table }],
      });
      expect((await service.call('GET', '/api/categories')).body).toMatchObject({
        items: [{ slug: 'chairs' }, { slug: 'tables' }],
      });
      expect((await service.call('GET', `/api/products/${newId()}`)).body).toMatchObject({
        status: 404,
        code: 'product_not_found',
      });
    });

    it('as who it is', async () => {
      const { headers } = await service.call('GET', '/api/categories');
      expect(headers).toMatchObject({ 'x-served-by': 'catalog/1', 'x-request-id': expect.any(String) });
    });

    it('with related products though there are no recommendations', async () => {
      const { status, body } = await service.call('GET', `/api/products/${chair}/related`);
      expect([status, body['source']]).toEqual([200, 'default']);
    });
  });

  it('lets admins in by their tokens, and nobody else', async () => {
    const change = { body: { description: 'Oiled.' } };
    const where = `/api/admin/products/${chair}`;
    expect((await service.call('PATCH', where, { token: admin, ...change })).status).toBe(200);
    const customer = await around.tokenOf('customer');
    expect((await service.call('PATCH', where, { token: customer, ...change })).body).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
    expect((await service.call('PATCH', where, change)).status).toBe(401);
    const service_ = await around.serviceToken('order');
    expect((await service.call('PATCH', where, { token: service_, ...change })).status).toBe(401);
  });

  describe('answers other services', () => {
    const ask = async (method: string, url: string, body?: object, token?: string) =>
      service.call(method, url, {
        headers: { 'x-service-token': token ?? (await around.serviceToken('order')) },
        ...(body === undefined ? {} : { body }),
      });

    it('what products are sold as', async () => {
      const { status, body } = await ask('POST', '/internal/catalog/offers', {
        productIds: [table, newId(), chair],
      });
      expect(status).toBe(200);
      const { offers } = OfferList.parse(body);
      expect(offers).toHaveLength(2);
      expect(offers).toContainEqual({ productId: chair, name: 'Oak chair', price: 1_299, version: 1 });
    });

    it('with summaries in the order that was asked for', async () => {
      const { body } = await ask('POST', '/internal/catalog/summaries', {
        productIds: [table, newId(), chair],
      });
      expect(SummaryList.parse(body).items.map(({ id }) => id)).toEqual([table, chair]);
    });

    it('with what is popular', async () => {
      const { body } = await ask('GET', '/internal/catalog/popular?limit=1');
      expect(SummaryList.parse(body).items).toHaveLength(1);
    });

    it.each([
      ['POST', '/internal/catalog/offers'],
      ['POST', '/internal/catalog/summaries'],
      ['GET', '/internal/catalog/popular'],
    ])('and nobody else at %s %s', async (method, url) => {
      const body = method === 'POST' ? { body: { productIds: [chair] } } : {};
      for (const call of [
        body,
        { ...body, token: admin },
        { ...body, headers: { 'x-service-token': admin } },
        { ...body, headers: { 'x-service-token': await around.serviceToken('order', 'recommendation') } },
      ]) {
        const answer = await service.call(method, url, call);
        expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
      }
    });

    it('not for those who have given up meanwhile', async () => {
      const answer = await service.call('GET', '/internal/catalog/popular', {
        headers: { 'x-service-token': await around.serviceToken('order'), 'x-deadline-ms': '0' },
      });
      expect([answer.status, answer.body['code']]).toEqual([504, 'deadline_exceeded']);
    });

    it('not for more than it is meant for', async () => {
      const productIds = Array.from({ length: 501 }, newId);
      expect((await ask('POST', '/internal/catalog/offers', { productIds })).status).toBe(400);
      expect((await ask('GET', '/internal/catalog/popular?limit=1000')).status).toBe(400);
    });
  });

  it('gives the gateway something to show in place of recommendations, without a token', async () => {
    const { status, body } = await service.call('GET', '/fallback/recommendations?limit=2');
    expect(status).toBe(200);
    expect(ProductSuggestions.parse(body)).toMatchObject({ source: 'default', items: [{}, {}] });
  });

  describe('by message', () => {
    let orders: Worker<Message>;
    let heard: Message[];

    /** The order service, as far as the catalogue can tell: it takes its messages. */
    beforeAll(async () => {
      heard = [];
      orders = new Worker<Message>('order', async ({ data }) => void heard.push(data), {
        connection: { url: around.config.REDIS_URL, maxRetriesPerRequest: null },
        removeOnComplete: { count: 0 },
      });
      await orders.waitUntilReady();
    });
    afterAll(() => orders.close());

    const tell = <Data>(type: MessageType<Data>, data: Data): Promise<void> => {
      const eventId = newId();
      return service.queues.deliver([
        {
          eventId,
          type: type.name,
          occurredAt: new Date().toISOString(),
          correlationId: eventId,
          causationId: eventId,
          traceparent: nextTraceparent(undefined),
          data,
        },
      ]);
    };
    const hears = (type: MessageType, about: object): Promise<Message> =>
      eventually(
        () => {
          const message = heard.find((one) => one.type === type.name && expectToMatch(one.data, about));
          if (message === undefined) throw new Error(`heard ${heard.map((one) => one.type).join()}`);
          return message;
        },
        { describe: `the orders hear ${type.name} ${JSON.stringify(about)}` },
      );
    const expectToMatch = (data: unknown, about: object): boolean =>
      Object.entries(about).every(([key, value]) => (data as Record<string, unknown>)[key] === value);
    const stockOf = async (id: string): Promise<number> =>
      (await service.call<{ stock: number }>('GET', `/api/products/${id}`)).body.stock;

    it('sets stock aside for an order, sells it, and takes it back', async () => {
      const orderId = newId();
      const lines = [{ productId: chair, quantity: 2 }];
      await tell(ReserveStock, { orderId, lines });
      await hears(StockReserved, { orderId });
      expect(await stockOf(chair)).toBe(3);

      await tell(OrderConfirmed, {
        orderId,
        customerId: newId(),
        lines,
        confirmedAt: new Date().toISOString(),
      });
      await eventually(
        async () =>
          (
            await around.pool.query('SELECT 1 FROM reservation WHERE order_id = $1 AND status = $2', [
              orderId,
              'sold',
            ])
          ).rowCount === 1,
        { describe: 'the stock is sold' },
      );
      await tell(ReleaseStock, { orderId });
      await hears(StockReleased, { orderId });
      expect(await stockOf(chair)).toBe(5);
    });

    it('says why there is nothing for an order', async () => {
      const [tooMuch, nothing] = [newId(), newId()];
      await tell(ReserveStock, { orderId: tooMuch, lines: [{ productId: chair, quantity: 6 }] });
      await tell(ReserveStock, { orderId: nothing, lines: [{ productId: newId(), quantity: 1 }] });
      await hears(StockRefused, { orderId: tooMuch, reason: 'out_of_stock' });
      await hears(StockRefused, { orderId: nothing, reason: 'product_unavailable' });
    });

    it('tells of a new price before the admin is answered', async () => {
      const begun = performance.now();
      const answer = await service.call('PATCH', `/api/admin/products/${chair}`, {
        token: admin,
        body: { price: { amount: 999, currency: 'GBP' } },
      });
      expect(answer.status).toBe(200);
      expect(performance.now() - begun).toBeLessThan(1_000);
      expect(heard.filter(({ type }) => type === OfferChanged.name).at(-1)?.data).toEqual({
        productId: chair,
        name: 'Oak chair',
        price: 999,
        version: 2,
      });
    });

    it('answers the admin though nobody takes what it tells', async () => {
      await orders.pause();
      const answer = await service.call('PATCH', `/api/admin/products/${table}`, {
        token: admin,
        body: { name: 'Table' },
      });
      expect(answer.status).toBe(200);
      orders.resume();
      await hears(OfferChanged, { productId: table, version: 2 });
    });
  });

  it('shares its work with replicas that start at the same time on an empty database', async () => {
    const own = await prepare('http://127.0.0.1:1');
    const replicas = await Promise.all([1, 2].map(() => Service.start(own)));
    const id = await replicas[0]!.product(await own.tokenOf('admin'));
    expect((await replicas[1]!.call('GET', `/api/products/${id}`)).status).toBe(200);
    await Promise.all(replicas.map((replica) => replica.stop()));
    await own.remove();
  });
});
