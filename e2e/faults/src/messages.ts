import type { StartedShop } from '@twinshop/local';
import { microservices } from '@twinshop/topologies';
import { Queue } from 'bullmq';
import { ask, askRedis } from './ask.ts';

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
  /** So short ago that no outbox has forgotten it. */
  recent: boolean;
}

/** Jobs that a queue still holds. */
export interface Waiting {
  queue: string;
  state: string;
  count: number;
}

/**
 * The subscribers that have an inbox. Payments are their own (a row for each order), which the ledger is held against;
 * recommendations take messages as often as they come, which a rebuilt projection is held against.
 */
export const RECEIVERS = ['catalog', 'order'] as const;

const STATES = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;

export async function readSent({ databases }: StartedShop): Promise<Sent[]> {
  const boxes = Object.entries(databases).map(async ([sender, url]) =>
    (
      await ask<Omit<Sent, 'sender'>>(
        url,
        'SELECT event_id AS id, type, causation_id AS cause, published_at IS NOT NULL AS published FROM outbox',
      )
    ).map((row) => ({ ...row, sender })),
  );
  return (await Promise.all(boxes)).flat();
}

export async function readTaken({ databases }: StartedShop): Promise<Taken[]> {
  const boxes = RECEIVERS.map(async (receiver) =>
    (
      await ask<Omit<Taken, 'receiver'>>(
        databases[receiver],
        // An outbox forgets what left it an hour ago.
        "SELECT event_id AS id, consumer, received_at > now() - interval '50 minutes' AS recent FROM inbox",
      )
    ).map((row) => ({ ...row, receiver })),
  );
  return (await Promise.all(boxes)).flat();
}

/** What is left in the queues; nothing of those that are drained. */
export function readWaiting(shop: StartedShop): Promise<Waiting[]> {
  return askRedis(shop, async (connection) => {
    const counted = Object.keys(microservices.queues).map(async (name) => {
      const queue = new Queue(name, { connection, skipWaitingForReady: true, skipVersionCheck: true });
      queue.on('error', () => undefined);
      const counts = await queue.getJobCounts(...STATES);
      return Object.entries(counts).map(([state, count]) => ({ queue: name, state, count }));
    });
    return (await Promise.all(counted)).flat().filter(({ count }) => count > 0);
  });
}
