import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { freePort } from '@twinshop/processes';
import { eventually } from '@twinshop/testing';
import { microservices, scaled, type NodeProcess, type Surroundings } from '@twinshop/topologies';
import pg from 'pg';
import { standInTopology } from '../../test/stand-in/topology.ts';
import { withProxies, type Place, type WithProxies } from '../index.ts';

describe('a shop with proxies in it', () => {
  let shop: StartedShop;
  let woven: WithProxies;

  beforeAll(async () => {
    woven = await withProxies(scaled(standInTopology, { back: 2 }), [
      { before: 'back' },
      { between: ['front', 'back'] },
      { between: ['front', 'postgres'] },
    ]);
    shop = await startShop({ topology: woven.topology });
    await woven.ready();
  }, 120_000);
  afterEach(() => Promise.all([...woven.proxies.values()].map((proxy) => proxy.heal())));
  afterAll(async () => {
    await shop?.stop();
    await woven?.close();
  }, 60_000);

  const ask = async (path: string, baseUrl = shop.publicUrl): Promise<[number, string]> => {
    const response = await fetch(new URL(path, baseUrl));
    return [response.status, await response.text()];
  };
  const urlOf = (name: string) => shop.processes.find((process) => process.name === name)!.url!;
  const back = (number: number) => JSON.stringify({ items: [{ name: `back ${number}` }] });

  it('has one before each replica, at the address that all know', async () => {
    expect([...woven.proxies.keys()]).toEqual(['back', 'back-2', 'front to back', 'front to postgres']);
    expect([await ask('/', urlOf('back')), await ask('/', urlOf('back-2'))]).toEqual([
      [200, back(1)],
      [200, back(2)],
    ]);
    await woven.proxy('back-2').set({ kind: 'answer', status: 503 });
    expect(await ask('/', urlOf('back-2'))).toEqual([503, '']);
    expect(await ask('/back')).toEqual([200, back(1)]);
    await woven.proxy('back').set({ kind: 'answer', status: 503 });
    expect(await ask('/back')).toEqual([502, '503']);
  });

  it('has a link that fails for one process and for nobody else', async () => {
    await woven.proxy('front to back').set({ kind: 'answer', status: 418 });
    expect(await ask('/back')).toEqual([502, '418']);
    expect(await ask('/', urlOf('back'))).toEqual([200, back(1)]);
  });

  it('has a link to its database', async () => {
    expect(await ask('/database')).toEqual([200, 'shop']);
    await woven.proxy('front to postgres').set({ kind: 'reset' });
    expect((await ask('/database'))[0]).toBe(502);
    const client = new pg.Client({ connectionString: shop.databases.catalog });
    await client.connect();
    await client.end();
    await woven.proxy('front to postgres').heal();
    expect(await ask('/database')).toEqual([200, 'shop']);
  });

  it('keeps them when a process behind one is killed and started again', async () => {
    await shop.killProcess('back');
    expect((await ask('/back'))[0]).toBe(502);
    await shop.restart('back');
    woven.proxy('back').counters.reset();
    await eventually(async () => (await ask('/back'))[0] === 200, { describe: 'the link is back' });
    expect(woven.proxy('back').counters.accepted).toBeGreaterThan(0);
  });
});

describe('the environment of a process', () => {
  let woven: WithProxies | undefined;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
  });
  afterEach(() => woven?.close());

  const here = (instance = 1) =>
    ({
      host: '127.0.0.1',
      port,
      opsPort: 1001,
      instance,
      keys: {},
      admin: {},
      urlOf: (name: string) => (name === 'redis' ? 'redis://127.0.0.1:6379' : `http://127.0.0.1:1/${name}`),
      databaseUrl: () => 'postgres://order:secret@127.0.0.1:5432/order',
    }) as unknown as Surroundings;

  async function environmentOf(name: string, where: readonly Place[], surroundings = here()) {
    woven = await withProxies(microservices, where);
    const process = woven.topology.processes.find((each) => each.name === name) as NodeProcess;
    return process.environment(surroundings);
  }

  it('differs in the URLs of the links that have a proxy, and in nothing else', async () => {
    const order = microservices.processes.find(({ name }) => name === 'order') as NodeProcess;
    const where: Place[] = [{ between: ['order', 'redis'] }, { between: ['order', 'postgres'] }];
    const environment = await environmentOf('order', where);
    const [redis, postgres] = ['order to redis', 'order to postgres'].map((name) => woven!.proxy(name).port);
    expect(environment).toEqual({
      ...order.environment(here()),
      REDIS_URL: `redis://127.0.0.1:${redis}`,
      DATABASE_URL: `postgres://order:secret@127.0.0.1:${postgres}/order`,
    });
  });

  it('differs in its port where the proxy is before it', async () => {
    const payment = microservices.processes.find(({ name }) => name === 'payment') as NodeProcess;
    const environment = await environmentOf('payment', [{ before: 'payment' }]);
    await woven!.ready();
    expect(environment).toEqual({ ...payment.environment(here()), PORT: expect.stringMatching(/^\d{5}$/) });
  });

  it.each([
    ['no such process', [{ before: 'wishlist' }], 'no process "wishlist"'],
    ['nginx', [{ before: 'gateway' }], 'before those that it sends to'],
    ['the same twice', [{ before: 'order' }, { before: 'order' }], 'two proxies "order"'],
    ['no link', [{ between: ['payment', 'catalog'] }], 'payment asks nobody where catalog is'],
  ] satisfies [string, Place[], string][])(
    'is not changed where it can not be: %s',
    async (_, where, why) => {
      await expect(environmentOf('payment', where)).rejects.toThrow(why);
    },
  );

  it('is not made for a replica that has no proxy', async () => {
    await expect(environmentOf('order', [{ before: 'order' }], here(2))).rejects.toThrow(
      'scale the topology first',
    );
  });

  it('is not made of a Unix socket', async () => {
    const surroundings = { ...here(), urlOf: () => 'redis:///run/redis.sock' };
    await expect(environmentOf('order', [{ between: ['order', 'redis'] }], surroundings)).rejects.toThrow(
      'Unix socket',
    );
  });
});
