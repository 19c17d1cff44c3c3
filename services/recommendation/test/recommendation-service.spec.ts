import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CatalogHttp } from '@twinshop/catalog-client';
import { ProductSuggestions } from '@twinshop/catalog-contracts';
import { OrderCancelled, OrderConfirmed, type ConfirmedPage } from '@twinshop/order-contracts';
import { OperationsServer } from '@twinshop/platform/operations';
import { newId } from '@twinshop/platform/values';
import { AlsoBought } from '@twinshop/recommendation-contracts';
import { Projection, projectionCheck, projectionOperations, Rebuild } from '@twinshop/recommendation-feature';
import { eventually } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { OthersDouble } from './others.double.ts';
import { prepare, Service, type Surroundings } from './service.ts';

type Bought = ConfirmedPage['items'][number];

let others: OthersDouble;
let around: Surroundings;
let service: Service;
const [bread, butter, jam] = [newId(), newId(), newId()] as [string, string, string];

const order = (productIds: string[], customerId = newId()): Bought => ({
  orderId: newId(),
  customerId,
  lines: productIds.map((productId) => ({ productId, quantity: 1 })),
  confirmedAt: new Date().toISOString(),
});
const cancelled = ({ orderId, customerId, lines }: Bought) => ({
  orderId,
  customerId,
  lines,
  cancelledAt: new Date().toISOString(),
});
const alsoBought = async (productId: string): Promise<string[]> => {
  const { status, body } = await service.get(`/internal/recommendation/also-bought?productId=${productId}`, {
    'x-service-token': await around.serviceToken(),
  });
  expect(status).toBe(200);
  return AlsoBought.parse(body).productIds;
};
const recommended = async (customerId?: string): Promise<{ ids: string[]; source: string }> => {
  const headers = customerId && { authorization: `Bearer ${await around.tokenOf(customerId)}` };
  const { status, body } = await service.get('/api/recommendations?limit=5', headers || {});
  expect(status).toBe(200);
  const { items, source } = ProductSuggestions.parse(body);
  return { ids: items.map(({ id }) => id), source };
};
const rebuilt = (): Promise<unknown> =>
  eventually(async () => (await service.app.get(Projection).state()).complete, {
    describe: 'the projection is complete',
  });

beforeAll(async () => {
  others = await OthersDouble.start();
  around = await prepare(others.url);
});
afterAll(async () => {
  await around.remove();
  await others.stop();
});
beforeEach(async () => {
  await around.redis.flushdb();
  others.is = 'well';
  others.orders = [];
  others.popular = [jam];
  service = await Service.start(around);
});
afterEach(() => service.stop());

describe('the recommendation service', () => {
  it('learns from messages what is bought together, and unlearns what is cancelled', async () => {
    await rebuilt();
    const bought = order([bread, butter]);
    await service.tell(OrderConfirmed, bought);
    await eventually(async () => expect(await alsoBought(bread)).toEqual([butter]), {
      describe: 'butter goes with bread',
    });
    await service.tell(OrderCancelled, cancelled(bought));
    await service.tell(OrderConfirmed, bought);
    await eventually(async () => expect(await alsoBought(bread)).toEqual([]), {
      describe: 'nothing goes with bread',
    });
  });

  it('recommends to a customer what goes with what they bought, to others the best sellers', async () => {
    await rebuilt();
    const ann = newId();
    await service.tell(OrderConfirmed, order([bread], ann));
    await service.tell(OrderConfirmed, order([bread, butter]));
    await eventually(
      async () => expect(await recommended(ann)).toEqual({ ids: [butter], source: 'recommendations' }),
      { describe: 'butter is for Ann' },
    );
    expect(await recommended()).toEqual({ ids: [bread, butter], source: 'recommendations' });
  });

  it('shows what is popular while it knows nothing', async () => {
    expect(await recommended()).toEqual({ ids: [jam], source: 'default' });
  });

  it('answers in time with the default list while the catalogue is silent', async () => {
    await recommended();
    await service.tell(OrderConfirmed, order([bread, butter]));
    others.is = 'silent';
    const begun = performance.now();
    expect((await recommended()).source).toBe('default');
    expect(performance.now() - begun).toBeLessThan(450);
  });

  it('soon asks a silent catalogue no more, though the gateway gives it little time to find that out', async () => {
    others.is = 'silent';
    const { http } = service.app.get(CatalogHttp);
    const fromGateway = () => service.get('/api/recommendations', { 'x-deadline-ms': '250' });
    await eventually(
      async () => {
        expect((await fromGateway()).status).toBe(200);
        return http.state === 'open';
      },
      { describe: 'the breaker is open' },
    );
  });

  it('starts with what the orders say, without a word by message', async () => {
    await service.stop();
    others.orders = [order([bread, butter]), order([bread, jam]), order([bread, jam])];
    await around.redis.flushdb();
    service = await Service.start(around);
    await rebuilt();
    expect(await alsoBought(bread)).toEqual([jam, butter]);
  });

  it('starts, and is ready, while the orders are away', async () => {
    await service.stop();
    others.is = 'failing';
    await around.redis.flushdb();
    service = await Service.start(around);
    expect(await projectionCheck(service.app.get(Projection)).check()).toEqual({
      complete: false,
      rebuilding: expect.any(Boolean),
    });
  });

  it('answers other services, and nobody else', async () => {
    const url = `/internal/recommendation/also-bought?productId=${bread}`;
    for (const headers of [
      {},
      { 'x-service-token': 'nonsense' },
      { 'x-service-token': await around.serviceToken('order') },
      { authorization: `Bearer ${await around.tokenOf(newId())}` },
    ]) {
      expect((await service.get(url, headers as Record<string, string>)).status).toBe(401);
    }
  });
});

describe('its internal port', () => {
  let operations: OperationsServer;
  let base: string;

  beforeEach(async () => {
    operations = new OperationsServer(
      new Registry(),
      [],
      [projectionOperations(service.app.get(Projection), service.app.get(Rebuild))],
    );
    await rebuilt();
    const server = (operations as unknown as { server: { addresses(): { port: number }[] } }).server;
    await operations.listen('127.0.0.1', 0);
    base = `http://127.0.0.1:${server.addresses()[0]!.port}`;
  });
  afterEach(() => operations.close());

  it('rebuilds the projection by command, one at a time, and says how it is', async () => {
    others.orders = [order([bread, jam])];
    others.is = 'silent';
    const begin = () => fetch(`${base}/projection/rebuild`, { method: 'POST' });
    const [first, second] = [await begin(), await begin()];
    expect([first.status, second.status]).toEqual([202, 409]);
    const { generation } = (await first.json()) as { generation: string };
    const state = async () => (await fetch(`${base}/projection`)).json();
    expect(await state()).toMatchObject({ complete: true, building: { generation, orders: 0 } });
    others.is = 'well';
    await service.app.get(Projection).abandon(generation);
  });

  it('brings back what was lost', async () => {
    others.orders = [order([bread, jam])];
    expect(await alsoBought(bread)).toEqual([]);
    await fetch(`${base}/projection/rebuild`, { method: 'POST' });
    await eventually(async () => expect(await alsoBought(bread)).toEqual([jam]), {
      describe: 'jam goes with bread',
    });
  });
});
