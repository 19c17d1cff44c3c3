import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { Contestant } from './contestant.ts';

const STATEMENT_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** What the order database has of a run, once it is over. */
export interface OrdersOfRun {
  placed: number;
  /** Of those, confirmed, rejected or cancelled. */
  final: number;
  /** Milliseconds since 1970: when the last of them came to its end; undefined without any. */
  lastFinalAtMs: number | undefined;
  /** Milliseconds from acceptance to the end, by the database's own rows; undefined without any. */
  toFinal: { p50: number; p99: number } | undefined;
}

const row = z.object({
  placed: z.number(),
  final: z.number(),
  lastFinalAtMs: z.number().nullable(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
});

/** Found by the index of a customer’s orders: what earlier runs have placed costs nothing. */
const OF_RUN = `
  SELECT count(*)::int AS placed,
         count(*) FILTER (WHERE status <> 'pending')::int AS final,
         (extract(epoch FROM max(updated_at) FILTER (WHERE status <> 'pending')) * 1000)::float8 AS "lastFinalAtMs",
         (extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY updated_at - created_at)) * 1000)::float8 AS p50,
         (extract(epoch FROM percentile_cont(0.99) WITHIN GROUP (ORDER BY updated_at - created_at)) * 1000)::float8 AS p99
  FROM orders WHERE customer_id = ANY($1::uuid[]) AND created_at >= $2`;

/** A run’s orders as its shop’s database has them: whatever the shop or the load says of them. */
export class RunLedger {
  readonly #client: pg.Client;
  readonly #customers: readonly string[];
  readonly #since: Date;

  private constructor(client: pg.Client, customers: readonly string[], since: Date) {
    this.#client = client;
    this.#customers = customers;
    this.#since = since;
  }

  /** Of orders that are placed from now on. */
  static async open({ shop, customerIds }: Contestant): Promise<RunLedger> {
    const client = new pg.Client({
      connectionString: shop.databases.order,
      query_timeout: STATEMENT_WITHIN_MS,
    });
    await client.connect();
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return new RunLedger(client, customerIds, rows[0]!.now);
  }

  /** Waits until none is pending, for as long as that may take; then tells what there is, final or not. */
  async settled(withinMs: number): Promise<OrdersOfRun> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = await this.#read();
      if (found.final === found.placed || performance.now() > deadline) return found;
      await delay(LOOK_EVERY_MS);
    }
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  async #read(): Promise<OrdersOfRun> {
    const { rows } = await this.#client.query(OF_RUN, [this.#customers, this.#since]);
    const { placed, final, lastFinalAtMs, p50, p99 } = row.parse(rows[0]);
    return {
      placed,
      final,
      lastFinalAtMs: lastFinalAtMs ?? undefined,
      toFinal: p50 === null || p99 === null ? undefined : { p50, p99 },
    };
  }
}
