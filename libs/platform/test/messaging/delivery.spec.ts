import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { Database } from '../../src/database/index.ts';
import { BullClient, Outbox } from '../../src/messaging/index.ts';
import { toMessage } from '../../src/messaging/outbox.ts';
import { currentTrace, withTrace, type Trace } from '../../src/tracing/index.ts';
import { handlerOf, Pinged, startNode, type TestNode } from './node.ts';

describe('a message', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let node: TestNode | undefined;

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
  });
  afterEach(async () => {
    await node?.app.close();
    await Promise.all([shop.drop(), redis.drop()]);
  });

  const start = async (handle: (message: Pinged) => unknown): Promise<TestNode> => {
    node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers: [handlerOf(Pinged, handle)],
    });
    return node;
  };
  const send = (key: string) =>
    node!.app
      .get(Database)
      .transaction((tx) => node!.app.get(Outbox).add(tx, [{ type: Pinged, data: { key } }]));

  it('reaches its handler with all that it was written with, and what it comes of', async () => {
    const received: { message: Pinged; trace: Trace | undefined }[] = [];
    await start((message) => received.push({ message, trace: currentTrace() }));
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const [written] = await withTrace(
      { correlationId: 'click-1', causationId: 'request-1', traceparent },
      () => send('a'),
    );
    await eventually(() => expect(received).toHaveLength(1), { describe: 'the handler was called' });
    const [{ message, trace }] = received as [(typeof received)[0]];
    expect(message).toEqual(written);
    expect(message).toMatchObject({ correlationId: 'click-1', causationId: 'request-1', data: { key: 'a' } });
    expect(trace).toMatchObject({ correlationId: 'click-1', causationId: message.eventId });
    expect(trace!.traceparent.slice(0, 35)).toBe(traceparent.slice(0, 35));
    expect(trace!.traceparent).not.toBe(message.traceparent);
  });

  it('is not left to rest for as long as a clock was ahead that put it to rest', async () => {
    const received: string[] = [];
    await start(({ data }) => received.push(data.key));
    const queue = node!.app.get(BullClient).queue('pings');
    const message = toMessage({ type: Pinged, data: { key: 'a' } });

    await queue.add(Pinged.name, message, { jobId: message.eventId, delay: 10 * 60_000 });

    await eventually(() => expect(received).toEqual(['a']), {
      within: 25_000,
      describe: 'it was called back',
    });
  });

  it('does not leave before its transaction has committed, nor where that fails', async () => {
    const received: string[] = [];
    await start(({ data }) => received.push(data.key));
    const changedMyMind = node!.app.get(Database).transaction(async (tx) => {
      await node!.app.get(Outbox).add(tx, [{ type: Pinged, data: { key: 'never' } }]);
      throw new Error('changed my mind');
    });
    await expect(changedMyMind).rejects.toThrow('changed my mind');
    await send('after');
    await eventually(() => expect(received).toEqual(['after']), { describe: 'the committed one arrived' });
  });

  it('can be waited for by who shall read what follows of it', async () => {
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let done = false;
    await start(async () => {
      begun.resolve();
      await finish.promise;
      done = true;
    });
    const ids = (await send('a')).map(({ eventId }) => eventId);
    await begun.promise;
    const outbox = node!.app.get(Outbox);
    expect(await outbox.untilDelivered(ids, 50)).toBe(false);
    const delivered = outbox.untilDelivered(ids, 5_000);
    finish.resolve();
    expect([await delivered, done]).toEqual([true, true]);
  });
});
