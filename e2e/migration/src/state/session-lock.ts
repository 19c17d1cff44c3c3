import pg from 'pg';

const CONNECT_WITHIN_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

export interface SessionLockOptions {
  /** Of the superuser. */
  adminUrl: string;
  /** Any number, by which all who want it know the lock. */
  key: number;
  /** By which PostgreSQL's list of sessions has whoever holds it. */
  name: string;
  /** Milliseconds that it may be somebody else's. */
  withinMs: number;
  /** What to tell whoever does not get it. */
  taken: string;
}

export interface SessionLock {
  /** Aborted when it is nobody's any more, as after a restart of PostgreSQL: somebody else may have it. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Keeps two processes apart by a lock in the database that they would both change: it ends with the session of whoever holds
 * it, however that came to its end.
 * @throws Error where somebody else holds it for longer
 */
export async function takeSessionLock({
  adminUrl,
  key,
  name,
  withinMs,
  taken,
}: SessionLockOptions): Promise<SessionLock> {
  const session = new pg.Client({
    connectionString: adminUrl,
    application_name: name,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    lock_timeout: withinMs,
    keepAlive: true,
  });
  const lost = new AbortController();
  const lose = (): void => lost.abort();
  session.on('error', lose);
  session.on('end', lose);
  await session.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [key]);
  } catch (error) {
    await session.end();
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error(taken, { cause: error });
  }
  return {
    lost: lost.signal,
    release: () => {
      session.off('end', lose);
      return session.end().catch(() => undefined);
    },
  };
}
