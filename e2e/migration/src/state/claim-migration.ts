import pg from 'pg';

/** Any number. */
const CLAIM = 7_301_950;
/** Longer than PostgreSQL needs to notice that whoever held it was killed. */
const FREE_WITHIN_MS = 5_000;
const CONNECT_WITHIN_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** Says that somebody migrates a shop, for as long as their process lives or until it is released. */
export interface Claim {
  /** Aborted when it is nobody's any more, as after a restart of PostgreSQL: somebody else may have it. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Keeps two migrators apart by a lock in the database that they would both change: it ends with the session of whoever holds
 * it, however that came to its end.
 * @param adminUrl of the superuser
 * @throws Error where another one is at work
 */
export async function claimMigration(adminUrl: string): Promise<Claim> {
  const session = new pg.Client({
    connectionString: adminUrl,
    application_name: 'migrate',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    lock_timeout: FREE_WITHIN_MS,
    keepAlive: true,
  });
  const lost = new AbortController();
  const lose = (): void => lost.abort();
  session.on('error', lose);
  session.on('end', lose);
  await session.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1)', [CLAIM]);
  } catch (error) {
    await session.end();
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    throw new Error(
      'Another ./shop migrate is at work on this shop. Let it come to its end, or stop it with Ctrl-C where it runs.',
      { cause: error },
    );
  }
  return {
    lost: lost.signal,
    release: () => {
      session.off('end', lose);
      return session.end().catch(() => undefined);
    },
  };
}
