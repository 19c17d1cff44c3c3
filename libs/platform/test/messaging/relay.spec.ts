import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import pg from 'pg';
import { Registry } from 'prom-client';
import { Database } from '../../src/database/index.ts';
import { createLogger } from '../../src/logging/index.ts';
import type { Message } from '../../src/messages/index.ts';
import { messagingMigrations, Outbox, RelayBell } from '../../src/messaging/index.ts';
import { BullClient } from '../../src/messaging/bull.client.ts';
import { Deliveries } from '../../src/messaging/deliveries.ts';
import { Doorbell, notifier } from '../../src/messaging/doorbell.ts';
import { Incarnation } from '../../src/messaging/incarnation.ts';
import { MessagingMetrics } from '../../src/messaging/messaging-metrics.ts';
import { connectSender } from '../../src/messaging/redis-connection.ts';
import { Relay } from '../../src/messaging/relay.ts';
import { Routes } from '../../src/messaging/routes.ts';
import { newId } from '../../src/values/index.ts';
import { Pinged } from './node.ts';

/** Longer than any test. */
const NO_SWEEP_MS = 3_600_000;

const log = createLogger({ level: 'silent', app: 'test', instance: '1' });

/** Writes down what goes to the queues, and can be told to die at the worst moment. */
class Witness extends BullClient {
  readonly sent: string[] = [];
  afterSending: () => void | Promise<void> = () => undefined;

  override async deliver(messages: readonly Message[], options?: { givingWay: boolean }): Promise<void> {
    await super.deliver(messages, options);
    this.sent.push(...messages.map(({ eventId }) => eventId));
    await this.afterSending();
  }
}

describe('relays', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let database: Database;
  let outbox: Outbox;
  let bell: RelayBell;
  let relays: Relay[];
  let clients: Witness[];

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    for (const Migration of messagingMigrations) await new Migration().up(shop.pool as never);
    database = new Database(shop.pool);
    bell = new RelayBell();
    outbox = new Outbox(bell);
    relays = [];
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all([shop.drop(), redis.drop()]);
  });

  const newRelay = (sweepMs?: number): { relay: Relay; client: Witness; incarnation: Incarnation } => {
    const connection = connectSender(redis.url, log);
    const client = new Witness(
      new Routes({ pings: [Pinged] }),
      connection,
      new MessagingMetrics(new Registry()),
    );
    const incarnation = new Incarnation(database, connection, log);
    const relay = new Relay(database, client, incarnation, log, sweepMs);
    relays.push(relay);
    clients.push(client);
    return { relay, client, incarnation };
  };
  const write = (count: number) =>
    database.transaction((tx) =>
      outbox.add(
        tx,
        Array.from({ length: count }, (_, n) => ({ type: Pinged, data: { key: `${n}` } })),
      ),
    );
  const unsent = async (): Promise<number> => {
    const { rows } = await shop.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox
       WHERE published_at IS NULL OR event_id IN (SELECT event_id FROM outbox_lost)`,
    );
    return rows[0]!.n;
  };
  /** Messages that were sent, in the order of their ids. */
  const published = async (count: number): Promise<string[]> => {
    await newRelay().incarnation.check();
    const ids = Array.from({ length: count }, newId);
    await shop.pool.query(
      `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data, published_at)
       SELECT id, $1, now(), '', '', '', '{"key":"old"}', now() FROM unnest($2::uuid[]) AS id`,
      [Pinged.name, ids],
    );
    return ids;
  };
  /** Messages that Redis has lost, which a relay has found. */
  const lose = async (count: number): Promise<string[]> => {
    const ids = await published(count);
    await redis.redis.flushdb();
    await newRelay().incarnation.check();
    return ids;
  };
  const allSent = () =>
    eventually(async () => expect(await unsent()).toBe(0), { within: 10_000, describe: 'all was sent' });
  const sent = () => clients.flatMap((client) => client.sent);
  const oneWaitsForAnother = () =>
    eventually(
      async () => {
        const { rowCount } = await shop.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rowCount).toBe(1);
      },
      { describe: 'one transaction waits for another' },
    );

  it('share an outbox, and each message is sent by one of them', async () => {
    const written = await write(3_000);
    for (const { relay } of [newRelay(), newRelay(), newRelay()]) relay.start();
    await allSent();
    expect(sent().sort()).toEqual(written.map(({ eventId }) => eventId).sort());
    expect(clients.filter((client) => client.sent.length > 0).length).toBeGreaterThan(1);
  });

  // A relay that remembered the greatest id it has seen would never look back at the one that commits late.
  it('find what commits late, though its id is less than those that were sent before', async () => {
    const late = await shop.pool.connect();
    await late.query('BEGIN');
    await late.query(
      `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data)
       VALUES ('00000000-0000-7000-8000-000000000001', $1, now(), '', '', '', '{"key":"late"}')`,
      [Pinged.name],
    );
    const { relay, client } = newRelay();
    relay.start();
    const [early] = await write(1);
    relay.wake();
    await eventually(() => expect(client.sent).toEqual([early!.eventId]), { describe: 'the early one went' });
    await late.query('COMMIT');
    late.release();
    await eventually(() => expect(client.sent).toHaveLength(2), { describe: 'the late one went' });
    expect(client.sent[1]! < client.sent[0]!).toBe(true);
  });

  it('that die between sending and marking leave the message to another, which sends it again', async () => {
    const [written] = await write(1);
    const dying = newRelay();
    dying.client.afterSending = () => {
      throw new Error('killed');
    };
    dying.relay.start();
    await eventually(() => expect(dying.client.sent).not.toHaveLength(0), { describe: 'it was sent' });
    await dying.relay.stop();
    expect(await unsent()).toBe(1);
    const heir = newRelay();
    heir.relay.start();
    await allSent();
    expect(heir.client.sent).toEqual([written!.eventId]);
    // It had not been taken yet, so the queue knows its id and holds it once.
    expect(await heir.client.queue('pings').getWaitingCount()).toBe(1);
  });

  it('have what lies among the dead letters tried again when it is sent again', async () => {
    const [written] = await write(1);
    const { relay, client } = newRelay();
    relay.start();
    await allSent();
    const queue = client.queue('pings');
    const failedKey = queue.toKey('failed');
    await redis.redis.lrem(queue.toKey('wait'), 1, written!.eventId);
    await redis.redis.zadd(failedKey, Date.now(), written!.eventId);
    await shop.pool.query(
      `UPDATE outbox SET published_at = NULL, occurred_at = occurred_at - interval '1 minute'`,
    );
    relay.wake();
    await eventually(async () => expect(await queue.getWaitingCount()).toBe(1), {
      describe: 'it waits to be tried again',
    });
    expect(await redis.redis.zcard(failedKey)).toBe(0);
  });

  it('send all again that Redis has lost, also while some of it is being forgotten', async () => {
    await published(10_001);
    const pruning = await shop.pool.connect();
    await pruning.query('BEGIN');
    await pruning.query(
      'DELETE FROM outbox WHERE event_id IN (SELECT event_id FROM outbox ORDER BY event_id LIMIT 5000)',
    );
    await redis.redis.flushdb();
    const check = newRelay().incarnation.check();
    await oneWaitsForAnother();
    await pruning.query('COMMIT');
    pruning.release();
    await check;
    expect(await unsent()).toBe(5_001);
  });

  it('send all again that Redis has lost, also what one of them has just sent and not yet marked', async () => {
    await write(1);
    const { relay, client } = newRelay();
    const [sent, marking] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    client.afterSending = () => {
      sent.resolve();
      return marking.promise;
    };
    relay.start();
    await sent.promise;
    await redis.redis.flushdb();
    const check = newRelay().incarnation.check();
    await Promise.race([check, oneWaitsForAnother()]);
    marking.resolve();
    await check;
    await eventually(async () => expect(await client.queue('pings').getPrioritizedCount()).toBe(1), {
      describe: 'it is in its queue again',
    });
  });

  describe('that send again what Redis has lost', () => {
    const inQueue = (client: Witness) => client.queue('pings').getPrioritizedCount();

    it('send the latest first, and go on by themselves until all is sent', async () => {
      const lost = await lose(2_000);
      const { relay, client } = newRelay(NO_SWEEP_MS);
      relay.start();
      await allSent();
      expect(client.sent).toEqual(lost.reverse());
      expect(await inQueue(client)).toBe(2_000);
    });

    it('send what is new meanwhile before the rest of it', async () => {
      const lost = await lose(2_000);
      const { relay, client } = newRelay(NO_SWEEP_MS);
      let fresh: readonly Message[] | undefined;
      client.afterSending = async () => {
        if (client.sent.length > 0) fresh ??= await write(1);
      };
      relay.start();
      await allSent();
      expect(client.sent).toHaveLength(2_001);
      expect(client.sent.indexOf(fresh![0]!.eventId)).toBe(client.sent.indexOf(lost.at(-100)!) + 1);
    });

    it('send nothing of it while new messages fill their batches', async () => {
      await lose(100);
      const written = await write(1_000);
      const { relay, client } = newRelay(NO_SWEEP_MS);
      relay.start();
      await allSent();
      expect(client.sent.slice(0, 1_000)).toEqual(written.map(({ eventId }) => eventId));
      expect(client.sent).toHaveLength(1_100);
    });

    it('let nobody take for delivered what they have not yet sent again', async () => {
      const { client } = newRelay();
      const deliveries = new Deliveries(database, new Routes({ pings: [Pinged] }), client);
      const [taken] = await published(1);
      expect(await deliveries.taken([taken!], 0)).toBe(true);
      const [lost] = await lose(1);
      expect(await deliveries.taken([lost!], 0)).toBe(false);
    });

    it('share it', async () => {
      const lost = await lose(3_000);
      for (const { relay } of [newRelay(), newRelay()]) relay.start();
      await allSent();
      expect(sent().sort()).toEqual(lost.sort());
    });

    it('leave the rest to another when they die', async () => {
      const lost = await lose(2_000);
      const dying = newRelay();
      dying.client.afterSending = () => {
        if (dying.client.sent.length >= 500) throw new Error('killed');
      };
      dying.relay.start();
      await eventually(() => expect(dying.client.sent.length).toBeGreaterThanOrEqual(500), {
        describe: 'some of it was sent',
      });
      await dying.relay.stop();
      expect(await unsent()).toBe(1_600);
      const heir = newRelay(NO_SWEEP_MS);
      heir.relay.start();
      await allSent();
      expect(heir.client.sent).toEqual(lost.slice(0, 1_600).reverse());
      expect(await inQueue(heir.client)).toBe(2_000);
    });

    it('begin anew when Redis loses all once more', async () => {
      await lose(2_000);
      const { relay, client } = newRelay();
      let emptied = false;
      client.afterSending = async () => {
        if (emptied || client.sent.length < 500) return;
        emptied = true;
        await redis.redis.flushdb();
      };
      relay.start();
      await eventually(
        async () => expect([emptied, await inQueue(client), await unsent()]).toEqual([true, 2_000, 0]),
        { within: 10_000, describe: 'all is in its queue again' },
      );
    });

    it('send as if it were new what Redis may have lost with a crash meanwhile', async () => {
      await lose(10);
      await shop.pool.query(`UPDATE outbox_destination SET run_id = 'of another run'`);
      const { relay, client } = newRelay();
      relay.start();
      await allSent();
      expect([await client.queue('pings').getWaitingCount(), await inQueue(client)]).toEqual([10, 0]);
      expect(client.sent).toHaveLength(10);
    });
  });

  it('notice that Redis has lost all, also where their clock was ahead and was set back', async () => {
    const { incarnation } = newRelay();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_000);
    await incarnation.check().finally(() => clock.mockRestore());
    await shop.pool.query(
      `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data, published_at)
       VALUES ($1, $2, now(), '', '', '', '{}', now())`,
      [newId(), Pinged.name],
    );
    await redis.redis.flushdb();
    await eventually(
      async () => {
        await incarnation.check();
        expect(await unsent()).toBe(1);
      },
      { describe: 'it is to be sent again' },
    );
  });

  it('are told at once when the message is committed in their process', async () => {
    const { relay, client } = newRelay(NO_SWEEP_MS);
    bell.hear(() => relay.wake());
    relay.start();
    await eventually(() => expect(client.connected).toBe(true), { describe: 'it is connected' });
    // What is there when it looks for the first time needs no bell; what comes after that does.
    for (const sent of [1, 2, 3]) {
      await write(1);
      await eventually(() => expect(client.sent).toHaveLength(sent), {
        describe: `message ${sent} was sent`,
      });
    }
  });

  describe('of another process', () => {
    let doorbell: Doorbell;
    let rings: number;

    const listeners = async (): Promise<number[]> => {
      const { rows } = await shop.pool.query<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'outbox-doorbell'`,
      );
      return rows.map(({ pid }) => pid);
    };
    const listening = () =>
      eventually(() => expect(rings).toBeGreaterThan(0), { describe: 'it listens' }).then(() => (rings = 0));

    beforeEach(async () => {
      rings = 0;
      doorbell = new Doorbell(shop.url, () => (rings += 1), log);
      doorbell.start();
      await listening();
      bell.hear(notifier(database));
    });
    afterEach(() => doorbell.stop());

    it('are told when a process without one has committed', async () => {
      await write(1);
      await eventually(() => expect(rings).toBe(1), { describe: 'the doorbell rang' });
    });

    it('are told at once where a clock was ahead and was set back', async () => {
      const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_000);
      await write(1);
      const rang = eventually(() => expect(rings).toBe(1), { describe: 'the doorbell rang' });
      await rang.finally(() => clock.mockRestore());
      await write(1);
      await eventually(() => expect(rings).toBe(2), { describe: 'the doorbell rang again' });
    });

    it('are told once of many messages', async () => {
      for (let n = 0; n < 20; n += 1) void write(1);
      await eventually(async () => expect(await unsent()).toBe(20), { describe: 'all is committed' });
      await eventually(() => expect(rings).toBeGreaterThan(0), { describe: 'the doorbell rang' });
      expect(rings).toBeLessThan(5);
    });

    it('listen again after their connection was lost, and look for what came meanwhile', async () => {
      const [before] = await listeners();
      await shop.pool.query('SELECT pg_terminate_backend($1)', [before]);
      await listening();
      expect(await listeners()).not.toEqual([before]);
      await write(1);
      await eventually(() => expect(rings).toBe(1), { describe: 'the doorbell rang' });
    });
  });

  it('never have a transaction wait that writes messages: it does not notify', async () => {
    const silent = new pg.Client(shop.url);
    await silent.connect();
    let heard = 0;
    silent.on('notification', () => (heard += 1));
    await silent.query('LISTEN outbox');
    await write(10);
    await silent.query('SELECT 1');
    expect(heard).toBe(0);
    await silent.end();
  });
});
