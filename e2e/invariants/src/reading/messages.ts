import type { StatefulModule } from '@twinshop/topologies';
import { Queue } from 'bullmq';
import { ask, askRedis } from './ask.ts';
import { hasMessages, outboxesOf, queuesOf, type ShopToRead } from './variant.ts';

/** A message in the outbox of its sender. */
export interface Sent {
  id: string;
  type: string;
  /** The id of the message that it comes of, where it comes of one. */
  cause: string;
  sender: string;
  published: boolean;
}

/** A message in the inbox of a receiver, who takes it in the transaction that notes it. */
export interface Taken {
  id: string;
  receiver: string;
  consumer: string;
  /** So young that no outbox has forgotten it. */
  recent: boolean;
}

/** A message that a queue still holds. */
export interface Job {
  id: string;
  queue: string;
  /** `failed`: a dead letter. */
  state: (typeof STATES)[number];
}

/** Who is sent what, and what became of it. */
export interface Messages {
  sent: readonly Sent[];
  taken: readonly Taken[];
  /** What each receiver hears of, by name. */
  heard: Readonly<Record<string, readonly string[]>>;
}

/**
 * The subscribers that have an inbox. Payments are their own (a row for each order), which the ledger is held against;
 * recommendations take messages as often as they come, which a rebuilt projection is held against.
 */
const RECEIVERS = ['catalog', 'order'] as const satisfies StatefulModule[];

const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;

/** An outbox forgets what left it an hour ago. Ids tell the time (RFC 9562), so nothing younger is forgotten. */
const REMEMBERED_MS = 50 * 60_000;

/** Undefined where modules call each other. */
export async function readMessages(shop: ShopToRead): Promise<Messages | undefined> {
  if (!hasMessages(shop)) return undefined;
  // Inboxes first: what is sent meanwhile is then not taken for what nobody sent.
  const taken = await readTaken(shop);
  const sent = await readSent(shop);
  const queues = queuesOf(shop);
  return { sent, taken, heard: Object.fromEntries(RECEIVERS.map((name) => [name, queues[name] ?? []])) };
}

async function readSent(shop: ShopToRead): Promise<Sent[]> {
  const boxes = outboxesOf(shop).map(async ([sender, url]) =>
    (
      await ask<Omit<Sent, 'sender'>>(
        url,
        `SELECT event_id AS id, type, causation_id AS cause,
                published_at IS NOT NULL AND event_id NOT IN (SELECT event_id FROM outbox_lost) AS published
         FROM outbox`,
      )
    ).map((row) => ({ ...row, sender })),
  );
  return (await Promise.all(boxes)).flat();
}

async function readTaken({ databases }: ShopToRead): Promise<Taken[]> {
  const since = (Date.now() - REMEMBERED_MS).toString(16).padStart(12, '0');
  const youngest = `${since.slice(0, 8)}-${since.slice(8)}-7000-8000-000000000000`;
  const boxes = RECEIVERS.map(async (receiver) =>
    (
      await ask<Omit<Taken, 'receiver'>>(
        databases[receiver],
        'SELECT event_id AS id, consumer, event_id >= $1::uuid AS recent FROM inbox',
        [youngest],
      )
    ).map((row) => ({ ...row, receiver })),
  );
  return (await Promise.all(boxes)).flat();
}

/** What is left in the queues; nothing of those that are drained. */
export async function readJobs(shop: ShopToRead): Promise<Job[]> {
  if (!hasMessages(shop)) return [];
  return askRedis(shop, async (connection) => {
    const all = Object.keys(queuesOf(shop)).map(async (name) => {
      const queue = new Queue(name, { connection, skipWaitingForReady: true, skipVersionCheck: true });
      queue.on('error', () => undefined);
      const counts = await queue.getJobCounts(...STATES);
      const left = STATES.filter((state) => (counts[state] ?? 0) > 0).map(async (state) =>
        (await queue.getRanges([state])).map((id) => ({ id, queue: name, state })),
      );
      return (await Promise.all(left)).flat();
    });
    return (await Promise.all(all)).flat();
  });
}
