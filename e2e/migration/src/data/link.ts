import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { NotInTime } from './errors.ts';
import { LAG, MOVES, SLOTS } from './lag.ts';
import type { Place } from './place.ts';

const { escapeIdentifier, escapeLiteral } = pg;

/**
 * PostgreSQL writes a statement that fails into its log, and some have a password in them. Sent as one with what follows, it is
 * one transaction.
 */
const UNLOGGED = 'SET LOCAL log_min_error_statement = panic;';

const SENDER_ENDS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** How far PostgreSQL is with copying a table; the letters are those of `pg_subscription_rel`. */
const COPYING = { i: 'waiting', d: 'copying', f: 'catching up', s: 'catching up', r: 'copied' } as const;

export interface TableCopy {
  table: string;
  state: (typeof COPYING)[keyof typeof COPYING];
  /** That have been copied; undefined where nothing is being copied. */
  rows: number | undefined;
}

/**
 * One direction of replication: what is written in one place is applied in the other. Its slot and its subscription have one
 * name in the whole cluster.
 */
export class Link {
  readonly from: Place;
  readonly to: Place;
  readonly #name: string;
  readonly #publication: string;

  constructor(from: Place, to: Place) {
    this.from = from;
    this.to = to;
    this.#publication = `${MOVES}${from.schema}`;
    this.#name = `${MOVES}${from.schema}_from_${from.database}`.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
  }

  /** Whether what was written since it was made arrives, or will. */
  async isWhole(): Promise<boolean> {
    return (await this.hasSlot()) && (await this.#subscription())?.isWhole === true;
  }

  /** What is published. A table that is emptied in one place (TRUNCATE) is not emptied in the other. */
  async publish(tables: readonly string[]): Promise<void> {
    const [known] = await this.from.query('SELECT FROM pg_publication WHERE pubname = $1', [
      this.#publication,
    ]);
    if (known !== undefined) return;
    const names = tables.map((table) => this.from.named(table)).join(', ');
    await this.from.query(
      `CREATE PUBLICATION ${escapeIdentifier(this.#publication)} FOR TABLE ${names} WITH (publish = 'insert, update, delete')`,
    );
  }

  async hasSlot(): Promise<boolean> {
    const found = await this.from.query(
      'SELECT FROM pg_replication_slots WHERE slot_name = $1 AND database = current_database()',
      [this.#name],
    );
    return found.length > 0;
  }

  /** From here on PostgreSQL keeps what is written. It waits for all transactions of the cluster that have begun to write. */
  async ensureSlot(): Promise<void> {
    if (!(await this.hasSlot()))
      await this.from.query(`SELECT pg_create_logical_replication_slot($1, 'pgoutput')`, [this.#name]);
  }

  /** Undefined where there is none. One that is being taken away is disabled first, and then without its slot. */
  async #subscription(): Promise<{ isWhole: boolean } | undefined> {
    const [found] = await this.to.query<{ isWhole: boolean }>(
      `SELECT subenabled AND subslotname IS NOT NULL AS "isWhole" FROM pg_subscription
       WHERE subname = $1 AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [this.#name],
    );
    return found;
  }

  /**
   * Has what is written be applied on the other side, and nothing that was only applied here (`origin`).
   * @param adminUrl how the superuser connects
   * @param options.copy whether what is there already is copied first
   */
  async subscribe(adminUrl: string, { copy }: { copy: boolean }): Promise<void> {
    if ((await this.#subscription()) !== undefined) return this.reconnect(adminUrl);
    const connection = escapeLiteral(await this.#connection(adminUrl));
    // One that made its slot itself would wait for its own transaction to end, in the same cluster.
    await this.to.query(
      `${UNLOGGED} CREATE SUBSCRIPTION ${escapeIdentifier(this.#name)} CONNECTION ${connection}
       PUBLICATION ${escapeIdentifier(this.#publication)}
       WITH (create_slot = false, slot_name = ${escapeLiteral(this.#name)}, copy_data = ${copy}, origin = none)`,
    );
  }

  /** A server that was started anew may be at another port; where nothing changes, PostgreSQL goes on as it was. */
  async reconnect(adminUrl: string): Promise<void> {
    if ((await this.#subscription()) === undefined) return;
    const connection = escapeLiteral(await this.#connection(adminUrl));
    await this.to.query(
      `${UNLOGGED} ALTER SUBSCRIPTION ${escapeIdentifier(this.#name)} CONNECTION ${connection}`,
    );
  }

  /** How the copy of each table is; none where there is no subscription. */
  async copies(): Promise<TableCopy[]> {
    const found = await this.to.query<{ table: string; state: keyof typeof COPYING; rows: number | null }>(
      `SELECT relname AS table, srsubstate AS state, tuples_processed::float8 AS rows
       FROM pg_subscription
       JOIN pg_subscription_rel ON srsubid = pg_subscription.oid
       JOIN pg_class ON pg_class.oid = srrelid
       LEFT JOIN pg_stat_progress_copy ON relid = srrelid AND datname = current_database()
       WHERE subname = $1 AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       ORDER BY relname`,
      [this.#name],
    );
    return found.map(({ table, state, rows }) => ({ table, state: COPYING[state], rows: rows ?? undefined }));
  }

  /** Bytes of the cluster's log that have been written and not yet applied, or at least not yet looked through. */
  async lagBytes(): Promise<number> {
    const [found] = await this.from.query<{ lag: number }>(
      `SELECT ${LAG} AS lag ${SLOTS} WHERE slot_name = $1`,
      [this.#name],
    );
    return found?.lag ?? 0;
  }

  /**
   * Ends the subscription; what was copied stays.
   * @param adminUrl how the superuser connects: over the subscription's connection, PostgreSQL drops the slots of tables that
   * were being copied
   */
  async unsubscribe(adminUrl: string): Promise<void> {
    if ((await this.#subscription()) === undefined) return;
    await this.reconnect(adminUrl);
    const name = escapeIdentifier(this.#name);
    await this.to.query(`ALTER SUBSCRIPTION ${name} DISABLE`);
    await this.to.query(`ALTER SUBSCRIPTION ${name} SET (slot_name = NONE)`);
    await this.to.query(`DROP SUBSCRIPTION ${name}`);
  }

  async dropSlot(): Promise<void> {
    if (!(await this.hasSlot())) return;
    const deadline = performance.now() + SENDER_ENDS_WITHIN_MS;
    while (await this.#isActive()) {
      if (performance.now() > deadline)
        throw new NotInTime(`the sender of ${this.#name} ends`, SENDER_ENDS_WITHIN_MS);
      await this.from.query(
        'SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = $1',
        [this.#name],
      );
      await delay(LOOK_EVERY_MS);
    }
    await this.from.query('SELECT pg_drop_replication_slot($1)', [this.#name]);
  }

  unpublish(): Promise<unknown> {
    return this.from.query(`DROP PUBLICATION IF EXISTS ${escapeIdentifier(this.#publication)}`);
  }

  async #isActive(): Promise<boolean> {
    const [slot] = await this.from.query<{ active: boolean }>(
      'SELECT active FROM pg_replication_slots WHERE slot_name = $1',
      [this.#name],
    );
    return slot?.active === true;
  }

  /** As the server reaches itself, wherever it seems to be from outside. */
  async #connection(adminUrl: string): Promise<string> {
    const [server] = await this.from.query<{ port: string }>(`SELECT current_setting('port') AS port`);
    const url = new URL(adminUrl);
    url.hostname = '127.0.0.1';
    url.port = server!.port;
    url.pathname = `/${encodeURIComponent(this.from.database)}`;
    return url.href;
  }
}
