import { ask, askRedis } from './ask.ts';
import type { Subject } from '../check-report.ts';
import { readLedger } from './ledger.ts';
import { readJobs } from './messages.ts';
import { projectionIsWhole } from './projection.ts';
import { hasMessages, outboxesOf, type ShopToRead } from './variant.ts';

/** Things of one kind that are still to be done. */
export interface Unfinished {
  kind: Subject['kind'];
  /** At least one. */
  ids: readonly string[];
  /** All together, in words: `orders are pending`. */
  are: string;
  /** One of them, in a sentence that names it. */
  says: (id: string) => string;
}

/** Everything that is still to be done; empty once the shop has come to rest. Rejects while a part is away. */
export async function unfinished(shop: ShopToRead): Promise<Unfinished[]> {
  const found = hasMessages(shop) ? await underWay(shop) : await pendingRows(shop);
  return found.filter(({ ids }) => ids.length > 0);
}

/**
 * Outboxes first, then queues and then what handlers write, as messages go that way: what has left an outbox unseen is in
 * its queue, or its effect is there to be seen. A handler that ends in between may have written the next one, so outboxes
 * must have no new row at the end.
 */
async function underWay(shop: ShopToRead): Promise<Unfinished[]> {
  const before = new Set(await written(shop));
  const sent = [...(await unsent(shop)), ...(await jobs(shop))];
  const effects = await Promise.all([pendingRows(shop), setAside(shop), projection(shop)]);
  const left = [...sent, ...effects.flat()];
  const since = (await written(shop)).filter((id) => !before.has(id));
  const meanwhile: Unfinished = {
    kind: 'message',
    ids: since,
    are: 'messages were written while they were looked for',
    says: (id) => `The message ${id} was written just now`,
  };
  return [...left, meanwhile];
}

/**
 * What was written within the last seconds, as the database's transactions tell it: a sender's clock may be wrong. One
 * transaction marks many rows, and which of them come first must not change from one look to the next.
 */
async function written(shop: ShopToRead): Promise<string[]> {
  const found = outboxesOf(shop).map(([, url]) =>
    ids(url, 'SELECT event_id AS id FROM outbox ORDER BY xmin::text::bigint DESC, event_id DESC LIMIT 200'),
  );
  return (await Promise.all(found)).flat();
}

async function pendingRows(shop: ShopToRead): Promise<Unfinished[]> {
  const { databases } = shop;
  const [orders, pending, due, late] = await Promise.all([
    ids(databases.order, "SELECT id FROM orders WHERE status = 'pending'"),
    ids(databases.payment, "SELECT order_id AS id FROM payment WHERE status = 'pending'"),
    ids(databases.payment, "SELECT order_id AS id FROM payment WHERE status = 'refund_due'"),
    capturedLate(shop),
  ]);
  return [
    { kind: 'order', ids: orders, are: 'orders are pending', says: (id) => `The order ${id} is pending` },
    {
      kind: 'order',
      ids: pending,
      are: 'payments are pending',
      says: (id) => `The payment of the order ${id} is pending`,
    },
    {
      kind: 'order',
      ids: due,
      are: 'refunds are due',
      says: (id) => `The refund of the order ${id} is due`,
    },
    {
      kind: 'order',
      ids: late,
      are: 'payments were given up and captured all the same',
      says: (id) => `The payment of the order ${id} was given up, and is still to be taken back`,
    },
  ];
}

/** A charge that was given up may come through later: nobody but the ledger knows before the shop has looked for it. */
async function capturedLate(shop: ShopToRead): Promise<string[]> {
  const givenUp = await ids(
    shop.databases.payment,
    "SELECT order_id AS id FROM payment WHERE status = 'abandoned'",
  );
  if (givenUp.length === 0) return [];
  const charged = new Set((await readLedger(shop)).map(({ reference }) => reference));
  return givenUp.filter((id) => charged.has(id));
}

async function setAside({ databases }: ShopToRead): Promise<Unfinished[]> {
  const reserved = await ids(
    databases.catalog,
    "SELECT order_id AS id FROM reservation WHERE status = 'reserved'",
  );
  return [
    {
      kind: 'order',
      ids: reserved,
      are: 'orders have stock reserved',
      says: (id) => `Stock is reserved for the order ${id}`,
    },
  ];
}

/** What a Redis has lost is sent again once the outbox knows of the new run, or has found that all is gone. */
async function unsent(shop: ShopToRead): Promise<Unfinished[]> {
  const runId = await askRedis(shop, async (redis) => /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1]);
  const boxes = outboxesOf(shop).map(async ([sender, url]): Promise<Unfinished[]> => [
    {
      kind: 'message',
      ids: await ids(
        url,
        `SELECT event_id AS id FROM outbox
         WHERE published_at IS NULL OR event_id IN (SELECT event_id FROM outbox_lost)`,
      ),
      are: `messages are in the outbox of ${sender}`,
      says: (id) => `The message ${id} has not left the outbox of ${sender}`,
    },
    {
      kind: 'queue',
      ids: await ids(url, 'SELECT $2::text AS id FROM outbox_destination WHERE run_id <> $1', [
        runId,
        sender,
      ]),
      are: `outbox (of ${sender}) knows an earlier Redis`,
      says: (id) => `The outbox of ${id} knows an earlier Redis, which may have lost what it was sent`,
    },
  ]);
  return (await Promise.all(boxes)).flat();
}

async function jobs(shop: ShopToRead): Promise<Unfinished[]> {
  const left = await readJobs(shop);
  return [...Map.groupBy(left, ({ queue, state }) => `${state} in the queue ${queue}`)].map(
    ([where, same]): Unfinished => ({
      kind: 'message',
      ids: same.map(({ id }) => id),
      are: `jobs are ${where}`,
      says: (id) => `The message ${id} is ${where}`,
    }),
  );
}

async function projection(shop: ShopToRead): Promise<Unfinished[]> {
  if (await projectionIsWhole(shop)) return [];
  return [
    {
      kind: 'projection',
      ids: ['serving'],
      are: 'projection lacks orders, or is being built',
      says: () => 'The projection lacks orders, or is being built',
    },
  ];
}

async function ids(database: string, sql: string, values: unknown[] = []): Promise<string[]> {
  return (await ask<{ id: string }>(database, sql, values)).map(({ id }) => id);
}
