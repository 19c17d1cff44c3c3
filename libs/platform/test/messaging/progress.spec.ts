import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, ownRedis, testDatabase, type OwnRedis, type TestDatabase } from '@twinshop/testing';
import { BullClient, BullServer, QueueProgress, RelayProgress } from '../../src/messaging/index.ts';
import { toMessage } from '../../src/messaging/outbox.ts';
import { Relay } from '../../src/messaging/relay.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

describe('readiness', () => {
  let shop: TestDatabase;
  let redis: OwnRedis;
  let node: TestNode;
  let skipped: number;
  let begun: PromiseWithResolvers<void>;
  let release: () => void;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), ownRedis()]);
    begun = Promise.withResolvers();
    const held = new Promise<void>((resolve) => (release = resolve));
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged], elsewhere: [Pinged] },
      concurrency: 1,
      controllers: [
        handlerOf(Pinged, () => {
          begun.resolve();
          return held;
        }),
      ],
    });
    await eventually(() => expect(node.app.get(BullClient).connected).toBe(true), {
      describe: 'it is connected',
    });
    skipped = 0;
    for (const clock of [Date, performance]) {
      const now = clock.now.bind(clock);
      jest.spyOn(clock, 'now').mockImplementation(() => now() + skipped);
    }
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    release();
    await redis.goOn();
    await node.app.close();
    await Promise.all([shop.drop(), redis.remove()]);
  });

  const check = () => node.app.get(QueueProgress).check();
  /** A worker that is connected, and whose only turn is held; one message waits. */
  const wedge = async (): Promise<void> => {
    const queue = node.app.get(BullClient).queue('pings');
    const send = () => queue.add(Pinged.name, toMessage({ type: Pinged, data: { key: 'a' } }));
    await send();
    await begun.promise;
    await send();
  };

  /** A relay that can't send, for whatever reason but Redis, and a message that waits for it. */
  const wedgeRelay = async (): Promise<void> => {
    jest.spyOn(node.app.get(BullClient), 'deliver').mockRejectedValue(new Error('it can’t'));
    await shop.pool.query(
      `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data)
       VALUES (gen_random_uuid(), 'x', now(), '', '', '', '{}')`,
    );
  };

  /** As if Redis had lost what is in the outbox. */
  const lose = async (): Promise<void> => {
    await shop.pool.query(
      `WITH sent AS (UPDATE outbox SET published_at = occurred_at RETURNING event_id)
       INSERT INTO outbox_lost SELECT event_id FROM sent`,
    );
  };

  it('is there while nothing waits, however long', async () => {
    await check();
    skipped = 3_600_000;
    expect(await check()).toEqual({ redis: 'connected', waiting: 0 });
  });

  it('is lost when messages wait and none is taken for 15 s, though Redis answers', async () => {
    await wedge();
    expect(await check()).toEqual({ redis: 'connected', waiting: 1 });
    skipped = 14_000;
    expect(await check()).toEqual({ redis: 'connected', waiting: 1 });
    skipped = 16_000;
    await expect(check()).rejects.toThrow('1 messages wait in "pings" and none was taken for');
  });

  it('is not lost while somebody has paused the queue', async () => {
    await wedge();
    await node.app.get(BullClient).queue('pings').pause();
    await check();
    skipped = 16_000;
    expect(await check()).toMatchObject({ paused: true });
  });

  it('is not lost by a message that has just come to a queue in which nothing had happened for long', async () => {
    skipped = 3_600_000;
    await wedge();
    expect(await check()).toMatchObject({ waiting: 1 });
  });

  it('is lost when the worker has ended', async () => {
    await node.app.get(BullServer).unwrap<{ close(): Promise<void> }>().close();
    await expect(check()).rejects.toThrow('nothing is taken from the queue "pings"');
  });

  it('is lost when messages wait in the outbox and none is sent for 15 s, though Redis answers', async () => {
    const relay = node.app.get(RelayProgress);
    expect(await relay.check()).toEqual({ redis: 'connected', oldestSeconds: 0 });
    await wedgeRelay();
    skipped = 14_000;
    expect(await relay.check()).toMatchObject({ redis: 'connected' });
    skipped = 16_500;
    await expect(relay.check()).rejects.toThrow('messages wait in the outbox and none was sent for');
  });

  it('is lost when what was sent again is not taken', async () => {
    await wedge();
    const message = toMessage({ type: Pinged, data: { key: 'again' } });
    await node.app.get(BullClient).deliver([message], { givingWay: true });
    expect(await check()).toEqual({ redis: 'connected', waiting: 2 });
  });

  it('is lost when what Redis has lost is not sent again for 15 s, however old it is', async () => {
    const relay = node.app.get(RelayProgress);
    await wedgeRelay();
    await shop.pool.query(`UPDATE outbox SET occurred_at = now() - interval '50 minutes'`);
    await lose();
    skipped = 14_000;
    expect(await relay.check()).toMatchObject({ redis: 'connected', oldestSeconds: 14 });
    skipped = 16_500;
    await expect(relay.check()).rejects.toThrow('messages wait in the outbox and none was sent for');
  });

  it('is there while what Redis has lost is sent again bit by bit, however long it takes', async () => {
    await wedgeRelay();
    await lose();
    skipped = 600_000;
    jest.replaceProperty(node.app.get(Relay), 'lastSent', performance.now());
    expect(await node.app.get(RelayProgress).check()).toMatchObject({ oldestSeconds: 600 });
  });

  it('is there while Redis hangs; of what waited it is lost only 15 s after Redis answers again', async () => {
    const relay = node.app.get(RelayProgress);
    await wedge();
    await wedgeRelay();
    expect(await check()).toEqual({ redis: 'connected', waiting: 1 });
    await redis.hang();
    skipped = 60_000;
    expect(await Promise.all([check(), relay.check()])).toEqual([
      { redis: 'away' },
      { redis: 'away', oldestSeconds: expect.any(Number) as unknown },
    ]);
    await redis.goOn();
    expect(await Promise.all([check(), relay.check()])).toMatchObject([
      { redis: 'connected', waiting: 1 },
      { redis: 'connected' },
    ]);
    skipped += 16_000;
    await expect(check()).rejects.toThrow('1 messages wait in "pings" and none was taken for');
    await expect(relay.check()).rejects.toThrow('messages wait in the outbox and none was sent for');
  });
});
