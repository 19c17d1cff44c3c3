import type { StartedShop } from '@twinshop/local';
import { ask, askRedis } from './ask.ts';
import { readWaiting } from './messages.ts';
import { projectionIsWhole } from './projection.ts';

/** Everything that is still to be done, in words; empty once the shop has come to rest. Rejects while a part is away. */
export async function unfinished(shop: StartedShop): Promise<string[]> {
  const { databases } = shop;
  const runId = await askRedis(shop, async (redis) => /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1]);
  const counts = await Promise.all([
    count(databases.order, "orders WHERE status = 'pending'", 'orders are pending'),
    count(databases.payment, "payment WHERE status = 'pending'", 'payments are pending'),
    count(databases.payment, "payment WHERE status = 'refund_due'", 'refunds are due'),
    ...Object.entries(databases).flatMap(([name, url]) => [
      // What a Redis that crashed has lost is sent again once the outbox knows of the new run.
      count(url, `outbox_destination WHERE run_id <> '${runId}'`, `outbox of ${name} knows an earlier Redis`),
      count(url, 'outbox WHERE published_at IS NULL', `messages are in the outbox of ${name}`),
    ]),
  ]);
  const waiting = await readWaiting(shop);
  const jobs = waiting.map(({ queue, state, count }) => `${count} jobs of the queue ${queue} are ${state}`);
  const projection = (await projectionIsWhole(shop))
    ? []
    : ['The projection lacks orders, or is being built'];
  return [...counts.flat(), ...jobs, ...projection];
}

async function count(database: string, rows: string, are: string): Promise<string[]> {
  const [found] = await ask<{ count: number }>(database, `SELECT count(*)::int AS count FROM ${rows}`);
  return found!.count > 0 ? [`${found!.count} ${are}`] : [];
}
