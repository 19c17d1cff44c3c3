import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { NotInTime } from './errors.ts';

const { escapeIdentifier } = pg;

/** A slot is made only when all transactions of the cluster that had begun before have ended. */
const STATEMENT_WITHIN_MS = 120_000;
const CONNECT_WITHIN_MS = 10_000;

/** Milliseconds. Writers of a table queue behind whoever waits for a lock on it. */
const LOCK_PATIENCE_MS = 50;
const LOCK_PAUSE_MS = 100;
const LOCK_WITHIN_MS = 60_000;

/**
 * When whoever waits for a lock looks whether others wait for them in turn: then PostgreSQL lets those go first, or has
 * autovacuum give way. Its default is a second.
 */
const LOOK_FOR_DEADLOCK_MS = 20;

const BUSY: ReadonlySet<unknown> = new Set(['55P03', '40P01']);

/** Whether an error says that a lock could not be had. */
export const isBusy = (error: unknown): boolean => BUSY.has((error as { code?: unknown }).code);

export interface PlaceOptions {
  /** The module's schema in this database. */
  schema: string;
  /** Connects as the role that owns the schema. */
  url: string;
  /** Connects as the superuser, to any database of the cluster. */
  adminUrl: string;
}

/** A database in which a module's data is, or is about to be, as the superuser sees it. Its connections end when they idle. */
export class Place {
  readonly schema: string;
  readonly database: string;
  readonly role: string;
  readonly #pool: pg.Pool;

  constructor({ schema, url, adminUrl }: PlaceOptions) {
    const { pathname, username } = new URL(url);
    this.schema = schema;
    this.database = decodeURIComponent(pathname.slice(1));
    this.role = decodeURIComponent(username);
    const connection = new URL(adminUrl);
    connection.pathname = pathname;
    this.#pool = new pg.Pool({
      connectionString: connection.href,
      application_name: 'migration',
      max: 3,
      idleTimeoutMillis: 5_000,
      allowExitOnIdle: true,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: STATEMENT_WITHIN_MS,
      statement_timeout: STATEMENT_WITHIN_MS,
    });
    this.#pool.on('error', () => undefined);
  }

  /** For people: `catalog in shop`. */
  get name(): string {
    return `${this.schema} in ${this.database}`;
  }

  /** The name of a table or the like in the module's schema, to be put into a statement. */
  named(name: string): string {
    return `${escapeIdentifier(this.schema)}.${escapeIdentifier(name)}`;
  }

  /** As the superuser; tables have to be `named`. */
  async query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(text, values as unknown[]);
    return rows;
  }

  /**
   * One transaction of the schema's owner, with the schema's names. Durable once it is committed, and everything that was
   * committed before with it, which replication waits for.
   * @param lockTimeoutMs how long it may wait for each lock; errors that come of it are those of `isBusy`
   */
  async asOwner<Value>(
    lockTimeoutMs: number,
    work: (client: pg.ClientBase) => Promise<Value>,
  ): Promise<Value> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    // A connection that is lost between two queries is told by the next one.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    try {
      await client.query(`BEGIN;
        SET LOCAL synchronous_commit = on;
        SET LOCAL lock_timeout = ${lockTimeoutMs};
        SET LOCAL deadlock_timeout = ${LOOK_FOR_DEADLOCK_MS};
        SET LOCAL search_path = ${escapeIdentifier(this.schema)};
        SET LOCAL ROLE ${escapeIdentifier(this.role)}`);
      const value = await work(client);
      await client.query('COMMIT');
      return value;
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }

  /**
   * Changes a table that is in use, as its owner: asks for its lock again and again, each time so briefly that nobody
   * notices.
   * @throws NotInTime where the lock was never to be had
   */
  async alter(statements: string): Promise<void> {
    const deadline = performance.now() + LOCK_WITHIN_MS;
    for (;;) {
      try {
        await this.asOwner(LOCK_PATIENCE_MS, (client) => client.query(statements));
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (performance.now() > deadline) throw new NotInTime(`a lock in ${this.name}`, LOCK_WITHIN_MS);
        await delay(LOCK_PAUSE_MS);
      }
    }
  }
}
