import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { Database } from '../../src/database/index.ts';
import { BullClient, DeadLetters, deadLettersOn, Inbox, Outbox } from '../../src/messaging/index.ts';
import { toMessage } from '../../src/messaging/outbox.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

describe('a message that can’t be taken', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let node: TestNode;
  let taken: string[];
  let poisonous: boolean;
  let tried: number;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    [taken, poisonous, tried] = [[], true, 0];
    let together: ((message: Pinged) => Promise<void>) | undefined;
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers: [
        handlerOf(Pinged, (message: Pinged) => {
          together ??= node.app.get(Inbox).together<Pinged['data']>('test.poison', async (_tx, messages) => {
            tried += 1;
            if (poisonous && messages.some(({ data }) => data.key === 'poison'))
              throw new Error('it is poisonous');
            taken.push(...messages.map(({ data }) => data.key));
          });
          return together(message);
        }),
      ],
    });
    // Its first attempts come within a second here, the last of many in half a minute.
    node.app.get(BullClient).queue('pings').jobsOpts.attempts = 3;
  });
  afterEach(async () => {
    await node.app.close();
    await Promise.all([shop.drop(), redis.drop()]);
  });

  const send = (...keys: string[]) =>
    node.app.get(Database).transaction((tx) =>
      node.app.get(Outbox).add(
        tx,
        keys.map((key) => ({ type: Pinged, data: { key } })),
      ),
    );
  const dead = (count: number) =>
    eventually(
      async () => {
        const letters = await node.app.get(DeadLetters).list();
        expect(letters).toHaveLength(count);
        return letters;
      },
      { within: 10_000, describe: `there are ${count} dead letters` },
    );

  it('fails alone, is tried again a few times, and then lies among the dead letters with its reason', async () => {
    const others = Array.from({ length: 50 }, (_, n) => `other-${n}`);
    const written = await send(...others.slice(0, 25), 'poison', ...others.slice(25));
    const [letter] = await dead(1);
    expect(letter).toMatchObject({
      eventId: written[25]!.eventId,
      type: Pinged.name,
      reason: 'it is poisonous',
      attempts: 3,
      message: written[25],
    });
    expect(taken.sort()).toEqual(others.sort());
    // Halving finds it; one transaction a message would have been 51 and more.
    expect(tried).toBeLessThan(40);
  });

  it('is taken once what was wrong is mended and it is tried again', async () => {
    const eventId = (await send('poison'))[0]!.eventId;
    await dead(1);
    poisonous = false;
    expect(await node.app.get(DeadLetters).redrive(eventId)).toBe(true);
    await eventually(() => expect(taken).toEqual(['poison']), { describe: 'it was taken' });
    expect(await node.app.get(DeadLetters).list()).toEqual([]);
    expect(await node.app.get(DeadLetters).redrive(eventId)).toBe(false);
  });

  it.each([
    ['of a type that the queue does not know', 'test.unknown.v1', { key: 'a' }, 'does not know'],
    ['whose data don’t fit its schema', Pinged.name, { key: 7 }, 'unfit data'],
  ])('is a dead letter at once %s', async (_, type, data, reason) => {
    const [message] = await send('fine');
    await eventually(() => expect(taken).toEqual(['fine']), { describe: 'the first was taken' });
    const queue = node.app.get(BullClient).queue('pings');
    await queue.add(type, { ...message, data });
    const [letter] = await dead(1);
    expect(letter).toMatchObject({ attempts: 1, reason: expect.stringContaining(reason) as unknown });
  });

  it('is tried again with all others, also where these fail again at once', async () => {
    const queue = node.app.get(BullClient).queue('pings');
    const [message] = await send('fine');
    await queue.addBulk(Array.from({ length: 150 }, () => ({ name: 'test.unknown.v1', data: message })));
    const allDead = () =>
      eventually(async () => expect(await queue.getFailedCount()).toBe(150), { describe: 'all are dead' });
    await allDead();
    // At once: before more are looked for.
    const getJobs = queue.getJobs.bind(queue);
    jest.spyOn(queue, 'getJobs').mockImplementation((...range) => allDead().then(() => getJobs(...range)));
    expect(await node.app.get(DeadLetters).redriveAll()).toBe(150);
  });

  it('is counted by how its deliveries ended', async () => {
    await send('fine', 'poison');
    await dead(1);
    await eventually(
      async () => {
        const metrics = await node.registry.metrics();
        for (const line of [
          'messages_published_total{queue="pings",type="test.pinged.v1"} 2',
          'messages_handled_total{type="test.pinged.v1",outcome="done"} 1',
          'messages_handled_total{type="test.pinged.v1",outcome="retried"} 2',
          'messages_handled_total{type="test.pinged.v1",outcome="dead"} 1',
          'queue_jobs{queue="pings",state="failed"} 1',
          'outbox_oldest_unpublished_seconds 0',
          'redis_connected 1',
        ]) {
          expect(metrics).toContain(line);
        }
      },
      { describe: 'each delivery is counted' },
    );
  });

  it('is counted and logged also where it was the death of its workers', async () => {
    const queue = node.app.get(BullClient).queue('pings');
    const message = toMessage({ type: Pinged, data: { key: 'fine' } });
    // As the tenth worker that was killed with it would leave it.
    await queue.add(Pinged.name, message, { jobId: message.eventId, delay: 60_000 });
    await redis.redis
      .multi()
      .zrem(queue.toKey('delayed'), message.eventId)
      .hset(queue.toKey(message.eventId), 'stc', 10)
      .rpush(queue.toKey('active'), message.eventId)
      .exec();
    expect(await dead(1)).toMatchObject([{ reason: 'job stalled more than allowable limit' }]);
    await eventually(
      async () =>
        expect(await node.registry.metrics()).toContain(
          'messages_handled_total{type="test.pinged.v1",outcome="dead"} 1',
        ),
      { describe: 'it is counted' },
    );
    expect(node.logged.map(({ msg }) => msg)).toContain('a message is a dead letter');
  }, 20_000);

  describe('on the operations port', () => {
    let server: FastifyInstance;
    let url: string;

    beforeEach(async () => {
      server = Fastify();
      void server.register(async (scope) => deadLettersOn(node.app)(scope));
      url = await server.listen({ host: '127.0.0.1', port: 0 });
    });
    afterEach(() => server.close());

    const redrive = async (body?: object): Promise<unknown> => {
      const answer = await fetch(`${url}/dead-letters/redrive`, {
        method: 'POST',
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      return answer.json();
    };

    it('is shown, and taken when all are tried again', async () => {
      await send('poison');
      const [letter] = await dead(1);
      expect(await (await fetch(`${url}/dead-letters`)).json()).toEqual({ items: [letter] });
      poisonous = false;
      expect(await redrive()).toEqual({ redriven: 1 });
      await eventually(() => expect(taken).toEqual(['poison']), { describe: 'it was taken' });
    });

    it('can be tried again by its id', async () => {
      const eventId = (await send('poison'))[0]!.eventId;
      await dead(1);
      poisonous = false;
      expect(await redrive({ eventId: '00000000-0000-7000-8000-000000000000' })).toEqual({ redriven: 0 });
      expect(await redrive({ eventId })).toEqual({ redriven: 1 });
    });

    it('is seen on the board, and can be tried again from there', async () => {
      const eventId = (await send('poison'))[0]!.eventId;
      await dead(1);
      const page = await fetch(`${url}/queues`);
      expect([page.status, page.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('text/html'),
      ]);
      const shown = (await (
        await fetch(`${url}/queues/api/queues?activeQueue=pings&status=failed&page=1`)
      ).json()) as {
        queues: { jobs: { id: string; failedReason: string }[] }[];
      };
      expect(shown.queues[0]!.jobs).toMatchObject([{ id: eventId, failedReason: 'it is poisonous' }]);
      poisonous = false;
      const retried = await fetch(`${url}/queues/api/queues/pings/${eventId}/retry`, {
        method: 'PUT',
      });
      expect(retried.status).toBe(204);
      await eventually(() => expect(taken).toEqual(['poison']), { describe: 'it was taken' });
    });
  });
});
