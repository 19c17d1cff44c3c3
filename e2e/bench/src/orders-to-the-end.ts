import { setTimeout as pause } from 'node:timers/promises';
import type { StartedShop } from '@twinshop/local';
import { cpuTimeOfTree } from '@twinshop/processes';
import autocannon from 'autocannon';
import pg from 'pg';
import { orders } from './requests.ts';

/** A variant of the shop under load. */
export interface Variant {
  name: string;
  shop: StartedShop;
  token: string;
  productIds: readonly string[];
}

export interface Finished {
  /** Orders that were brought to their end per second, from the first request to the last end. */
  ordersPerSecond: number;
  /** Milliseconds of CPU an order, by process; the load and the payment provider, which are not the shop, left out. */
  cpu: Record<string, number>;
}

const FINAL_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 20;
const OUTSIDE = new Set(['payment-provider']);

/**
 * So many orders, by clients that each post the next as soon as the last is answered, until none is pending any more.
 * @throws when an order is not accepted, or not at its end within a minute
 */
export const ordersToTheEnd = async (
  variant: Variant,
  amount: number,
  connections: number,
): Promise<Finished> => {
  const { shop, token, productIds } = variant;
  const database = new pg.Client({ connectionString: orderDatabase(shop) });
  await database.connect();
  try {
    const before = cpuOf(shop);
    const begun = performance.now();
    const result = await autocannon({
      url: shop.publicUrl,
      connections,
      amount,
      requests: orders(productIds, token),
      timeout: 30,
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(
        `${variant.name}: ${result.non2xx} orders were refused, ${result.errors} got no answer`,
      );
    await untilNoneIsPending(database, variant.name);
    const seconds = (performance.now() - begun) / 1_000;
    const after = cpuOf(shop);
    const cpu = Object.fromEntries(
      Object.entries(after).map(([name, used]) => [name, (used - (before[name] ?? 0)) / amount]),
    );
    return { ordersPerSecond: amount / seconds, cpu };
  } finally {
    await database.end();
  }
};

export const orderDatabase = ({ databases }: StartedShop): string =>
  databases['order'] ?? Object.values(databases)[0]!;

const untilNoneIsPending = async (database: pg.Client, name: string): Promise<void> => {
  const deadline = Date.now() + FINAL_WITHIN_MS;
  for (;;) {
    const { rows } = await database.query<{ pending: boolean }>(
      "SELECT EXISTS (SELECT FROM orders WHERE status = 'pending') AS pending",
    );
    if (!rows[0]!.pending) return;
    if (Date.now() > deadline) throw new Error(`${name}: orders were still pending after a minute`);
    await pause(LOOK_EVERY_MS);
  }
};

const cpuOf = ({ processes }: StartedShop): Record<string, number> =>
  Object.fromEntries(
    processes.filter(({ name }) => !OUTSIDE.has(name)).map(({ name, pid }) => [name, cpuTimeOfTree(pid)]),
  );
