import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** The one database of the monolith, which customers use meanwhile. */
export interface SharedDatabase {
  /** PostgreSQL's superuser, in whatever database. */
  adminUrl: string;
  name: string;
}

const CONNECTED_WITHIN_MS = 10_000;
/** An index of ten million lines takes its time; nobody waits for it. */
const ANSWERED_WITHIN_MS = 600_000;

/**
 * How long customers may be kept waiting behind a change of a table, at most: whoever wants a table for itself holds up
 * all that come after it. It gives way then, and tries again.
 */
const GIVES_WAY_AFTER_MS = 250;
/** Less than that: an autovacuum that is in the way is told to stop, and of a deadlock the change is the victim. */
const DEADLOCK_AFTER_MS = 100;
const PAUSE_MS = 100;
const TRIES_FOR_MS = 60_000;

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** A table was in use all the time. */
export class StillInUse extends Error {
  override name = 'StillInUse';
}

/** A connection as superuser, for one thing to be done. */
export class Session {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
  }

  async query<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#client.query(sql, values)).rows as Row[];
  }

  /**
   * Changes tables while they are used, all or nothing: in one round trip, so that locks are held no longer than it takes,
   * and again and again where a table is not free at once.
   * @throws StillInUse after a minute
   */
  async briefly(...statements: string[]): Promise<void> {
    const deadline = performance.now() + TRIES_FOR_MS;
    for (;;) {
      try {
        return await this.#allOrNothing(statements);
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== LOCK_NOT_AVAILABLE && code !== DEADLOCK) throw error;
        if (performance.now() > deadline)
          throw new StillInUse(`Tables were in use for ${TRIES_FOR_MS / 1_000} s: ${statements[0]}`, {
            cause: error,
          });
        await delay(PAUSE_MS * (0.5 + Math.random()));
      }
    }
  }

  async #allOrNothing(statements: readonly string[]): Promise<void> {
    const limits = [
      `SET LOCAL lock_timeout = ${GIVES_WAY_AFTER_MS}`,
      `SET LOCAL deadlock_timeout = ${DEADLOCK_AFTER_MS}`,
    ];
    try {
      await this.#client.query(['BEGIN', ...limits, ...statements, 'COMMIT'].join(';\n'));
    } catch (error) {
      await this.#client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  /** The role that the monolith of step 1 connects as. */
  async oldRole(): Promise<string> {
    const [row] = await this.query<{ role: string }>(
      'SELECT pg_get_userbyid(datdba) AS role FROM pg_database WHERE datname = current_database()',
    );
    return row!.role;
  }

  /** Whether there is a table or view of that name, which says its schema. */
  async has(relation: string): Promise<boolean> {
    const [row] = await this.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
      relation,
    ]);
    return row!.found;
  }
}

/** Connects for as long as the work takes. */
export async function inSession<Value>(
  { adminUrl, name }: SharedDatabase,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(name)}`;
  const client = new pg.Client({
    connectionString: url.href,
    application_name: 'migration',
    connectionTimeoutMillis: CONNECTED_WITHIN_MS,
    query_timeout: ANSWERED_WITHIN_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(new Session(client));
  } finally {
    await client.end();
  }
}
