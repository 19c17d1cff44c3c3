import { ask } from '@twinshop/invariants';
import { eventually } from '@twinshop/testing';
import pg from 'pg';

const WITHIN_MS = 10_000;

/** A row that belongs to this test, so that whoever needs it waits. */
export class HeldRow {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** @param row as in `reservation WHERE order_id = $1` */
  static async hold(database: string, row: string, id: string): Promise<HeldRow> {
    const client = new pg.Client({
      connectionString: database,
      connectionTimeoutMillis: WITHIN_MS,
      query_timeout: WITHIN_MS,
    });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT FROM ${row} FOR UPDATE`, [id]);
    return new HeldRow(client);
  }

  async release(): Promise<void> {
    await this.#client.end();
  }
}

/** @returns the process of PostgreSQL in which somebody waits for a row */
export const waitingIn = (database: string): Promise<number> =>
  eventually(
    async () => {
      const [waiting] = await ask<{ pid: number }>(
        database,
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting?.pid ?? false;
    },
    { within: WITHIN_MS, describe: 'somebody waits for a row' },
  ) as Promise<number>;
