import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { StartedShop } from '@twinshop/local';
import { ask, askRedis } from '../src/index.ts';

/** Puts things right again. */
export type Mend = () => Promise<unknown>;

export async function change(url: string, sql: string, back: string): Promise<Mend> {
  await ask(url, sql);
  return () => ask(url, back);
}

/** Deletes rows. @param tables those that refer to others first; each with a condition */
export async function remove(url: string, ...tables: [table: string, where: string][]): Promise<Mend> {
  const mends: Mend[] = [];
  for (const [table, where] of tables) {
    const rows = await ask<{ row: unknown }>(
      url,
      `DELETE FROM ${table} t WHERE ${where} RETURNING to_jsonb(t) AS row`,
    );
    if (rows.length === 0) throw new Error(`There is no row of ${table} where ${where}.`);
    mends.unshift(() =>
      ask(url, `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
        JSON.stringify(rows.map(({ row }) => row)),
      ]),
    );
  }
  return async () => {
    for (const mend of mends) await mend();
  };
}

export async function inRedis(
  shop: StartedShop,
  harm: (redis: Redis) => Promise<unknown>,
  back: (redis: Redis) => Promise<unknown> = () => Promise.resolve(),
): Promise<Mend> {
  await askRedis(shop, harm);
  return () => askRedis(shop, back);
}

/** Takes money again, which nothing takes back: the ledger is the provider's. */
export async function chargeAgain(
  { providerUrl }: StartedShop,
  orderId: string,
  amount: number,
): Promise<void> {
  const answer = await fetch(`${providerUrl}/v1/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ amount, currency: 'GBP', source: 'tok_visa', reference: orderId }),
  });
  if (answer.status !== 201) throw new Error(`A charge is answered ${answer.status}.`);
}

/** The generation of the projection that serves. */
export const serving = (shop: StartedShop): Promise<string | null> =>
  askRedis(shop, (redis) => redis.get('{recommendation}:serving'));
