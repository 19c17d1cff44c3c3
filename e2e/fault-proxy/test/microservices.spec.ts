import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { Shop, type Buyer } from '@twinshop/scenarios';
import { eventually } from '@twinshop/testing';
import { microservices } from '@twinshop/topologies';
import { withProxies, type FaultProxy, type WithProxies } from '../src/index.ts';

const BACK_WITHIN_MS = 30_000;

let woven: WithProxies;
let started: StartedShop;
let shop: Shop;
let buyer: Buyer;

beforeAll(async () => {
  woven = await withProxies(microservices, [
    { before: 'recommendation' },
    { between: ['order', 'postgres'] },
  ]);
  started = await startShop({ topology: woven.topology });
  await woven.ready();
  shop = await Shop.open({ ...started, baseUrl: started.publicUrl });
  buyer = await shop.aCustomer();
});
afterEach(() => Promise.all([...woven.proxies.values()].map((proxy) => proxy.heal())));
afterAll(async () => {
  await shop?.close();
  await started?.stop();
  await woven?.close();
});

describe('a recommendation service in a black hole', () => {
  let proxy: FaultProxy;
  let bread: { id: string };

  beforeAll(async () => {
    proxy = woven.proxy('recommendation');
    const butter = await shop.aProduct();
    bread = await shop.aProduct();
    await buyer.order({ items: [bread, butter].map(({ id }) => ({ productId: id, quantity: 1 })) });
    await recommended();
  });

  const related = async (): Promise<string> => {
    const { status, body } = await shop.anyone.get<{ source: string }>(`/api/products/${bread.id}/related`);
    expect(status).toBe(200);
    return body.source;
  };
  const recommended = () =>
    eventually(async () => (await related()) === 'recommendations', {
      within: BACK_WITHIN_MS,
      describe: 'butter is recommended with bread',
    });

  it('leaves product pages and the gateway with answers of their own, and is asked again when it is healed', async () => {
    await proxy.set({ kind: 'blackhole' });
    proxy.counters.reset();
    for (let visit = 0; visit < 20; visit += 1) {
      expect((await shop.anyone.get(`/api/products/${bread.id}`)).status).toBe(200);
      expect(await related()).toBe('default');
      expect((await shop.anyone.get('/api/recommendations')).status).toBe(200);
    }
    expect(proxy.counters.mostRequestsUnderWay).toBeGreaterThan(0);
    expect(proxy.counters.bytes).toEqual({ upstream: 0, downstream: 0 });

    await proxy.heal();
    await recommended();
  });

  it('is reached through the same proxy when it was started again', async () => {
    await started.restart('recommendation');
    proxy.counters.reset();
    await recommended();
    expect(proxy.counters.bytes.downstream).toBeGreaterThan(0);
  });
});

describe('an order service that is cut off from its database', () => {
  it('takes no orders, and takes them again when it is healed', async () => {
    const items = [{ productId: (await shop.aProduct()).id, quantity: 1 }];
    const wish = { items, key: 'the-same-order-after-all' };
    expect((await buyer.order({ items })).status).toBe('confirmed');

    await woven.proxy('order to postgres').set({ kind: 'reset' });
    await expect(buyer.place(wish)).rejects.toThrow(/answered 50\d/);

    await woven.proxy('order to postgres').heal();
    const accepted = await eventually(
      async () => {
        const { status, body } = await buyer.place(wish);
        expect(status).toBe(201);
        return body;
      },
      { within: BACK_WITHIN_MS, describe: 'the order is accepted' },
    );
    expect((await buyer.untilFinal(accepted)).status).toBe('confirmed');
  });
});
