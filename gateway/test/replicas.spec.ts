import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import type { Balancing } from '@twinshop/topologies';
import { Agent, request } from 'undici';
import { writeGateway } from '../src/index.ts';
import { startGateway, theServices, type GatewayUnderTest } from './gateway-under-test.ts';

const running: GatewayUnderTest[] = [];

const start = async (replicas: number, balancing?: Balancing): Promise<GatewayUnderTest> => {
  const description = { ...theServices, ...(balancing && { balancing }) };
  const gateway = await startGateway(description, { replicas: { catalog: replicas, order: replicas } });
  running.push(gateway);
  return gateway;
};

afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

const times = <T>(count: number, work: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, work));

const counts = (values: readonly unknown[]): Record<string, number> => {
  const counted: Record<string, number> = {};
  for (const value of values) counted[String(value)] = (counted[String(value)] ?? 0) + 1;
  return counted;
};

describe('replicas', () => {
  it('share the work', async () => {
    const gateway = await start(2);
    const replies = await times(40, () => gateway.call('GET', '/api/products'));
    const served = counts(replies.map(({ headers }) => headers['x-served-by']));
    expect(served).toEqual({ 'catalog/1': 20, 'catalog/2': 20 });
  });

  it('keep their customers where they are balanced by address', async () => {
    const gateway = await start(3, 'by-address');
    const replies = await times(20, () => gateway.call('GET', '/api/products'));
    expect(Object.keys(counts(replies.map(({ headers }) => headers['x-served-by'])))).toHaveLength(1);
  });

  it('are used by connections that are kept', async () => {
    const gateway = await start(1);
    const sockets = new Set<unknown>();
    gateway.answerWith((request, response) => {
      sockets.add(request.socket);
      response.end('{}');
    });
    for (let turn = 0; turn < 50; turn += 1) await gateway.call('GET', '/api/products');
    // One for each of nginx's workers.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });
});

describe('where one of two replicas dies', () => {
  it('nobody who reads notices', async () => {
    const gateway = await start(2);
    await times(20, () => gateway.call('GET', '/api/products'));
    await gateway.upstreams[0]!.stop();
    const replies = await times(200, () => gateway.call('GET', '/api/products'));
    expect(counts(replies.map(({ status }) => status))).toEqual({ 200: 200 });
  });

  it('in the middle of a read, the other is asked', async () => {
    const gateway = await start(2);
    gateway.upstreams[0]!.answer = (request) => void request.socket.destroy();
    const replies = await times(40, () => gateway.call('GET', '/api/products'));
    expect(counts(replies.map(({ status }) => status))).toEqual({ 200: 40 });
  });

  it('in the middle of an order, the other is not: it may have been placed', async () => {
    const gateway = await start(2);
    for (const upstream of gateway.upstreams)
      upstream.answer = (request) => {
        request.resume().once('end', () => request.socket.destroy());
      };
    const { status } = await gateway.call('POST', '/api/orders', { body: '{}' });
    expect([status, gateway.received().length]).toEqual([502, 1]);
  });

  it('before an order could be sent, the other is asked', async () => {
    const gateway = await start(2);
    await gateway.upstreams.find(({ process }) => process === 'order')!.stop();
    const replies = await times(40, () => gateway.call('POST', '/api/orders', { body: '{}' }));
    expect(counts(replies.map(({ status }) => status))).toEqual({ 200: 40 });
  });

  it('it has its share again when it is back', async () => {
    const gateway = await start(2);
    const [first] = gateway.upstreams;
    await first!.stop();
    await times(20, () => gateway.call('GET', '/api/products'));
    await first!.start();
    await eventually(
      async () => (await gateway.call('GET', '/api/products')).headers['x-served-by'] === 'catalog/1',
      { within: 10_000, describe: 'the first replica is asked again' },
    );
  });
});

describe('a reload', () => {
  const RELOADS = 5;

  const statusOf = async (dispatcher: Agent, { port }: GatewayUnderTest): Promise<number> => {
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/api/products`, { dispatcher });
    await body.dump();
    return statusCode;
  };

  const underLoad = async (
    gateway: GatewayUnderTest,
    ask: () => Promise<number>,
  ): Promise<Record<string, number>> => {
    const answers: unknown[] = [];
    let isOver = false;
    const client = async () => {
      while (!isOver) answers.push(await ask().catch((error: Error) => error.message));
    };
    const clients = Array.from({ length: 8 }, client);
    try {
      for (let reload = 0; reload < RELOADS; reload += 1) {
        const before = answers.length;
        await gateway.reload();
        await eventually(() => answers.length > before + 50, { describe: 'the load goes on after a reload' });
      }
    } finally {
      isOver = true;
      await Promise.all(clients);
    }
    return counts(answers);
  };

  it.each([
    ['kept', 1],
    ['made anew for each request', 0],
  ])(
    'under load loses no request on connections that are %s',
    async (_, pipelining) => {
      const gateway = await start(2);
      const agent = new Agent({ pipelining });
      const answers = await underLoad(gateway, () => statusOf(agent, gateway));
      await agent.close();
      expect(Object.keys(answers)).toEqual(['200']);
      expect(answers['200']).toBeGreaterThan(500);
    },
    60_000,
  );

  it('that was killed on its way leaves nothing behind', async () => {
    const gateway = await start(1);
    const connection = async () => (await gateway.call('GET', '/api/products')).headers['connection'];
    await writeFile(path.join(gateway.dir, 'leaving'), '');
    expect(await connection()).toContain('close');
    await writeGateway(gateway.dir, {});
    expect(await connection()).toBe('keep-alive');
  });

  it('lets what runs come to its end', async () => {
    const gateway = await start(1);
    let end = () => {};
    gateway.answerWith((_, response) => {
      end = () => void response.end('{"slow":true}');
    });
    const reply = gateway.call('GET', '/api/products');
    await eventually(() => gateway.received().length === 1, { describe: 'the request is under way' });
    await gateway.reload();
    gateway.answerWith((_, response) => void response.end('{"new":true}'));
    await eventually(async () => (await gateway.call('GET', '/api/categories')).text === '{"new":true}', {
      describe: 'others are served meanwhile',
    });
    end();
    expect(await reply).toMatchObject({ status: 200, text: '{"slow":true}' });
  });
});
