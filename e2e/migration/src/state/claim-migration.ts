import { takeSessionLock, type SessionLock } from './session-lock.ts';

/** Any number. */
const CLAIM = 7_301_950;
/** Longer than PostgreSQL needs to notice that whoever held it was killed. */
const FREE_WITHIN_MS = 5_000;

/**
 * Says that somebody migrates a shop, for as long as their process lives or until it is released.
 * @param adminUrl of the superuser
 * @throws Error where another one is at work
 */
export const claimMigration = (adminUrl: string): Promise<SessionLock> =>
  takeSessionLock({
    adminUrl,
    key: CLAIM,
    name: 'migrate',
    withinMs: FREE_WITHIN_MS,
    taken:
      'Another ./shop migrate is at work on this shop. Let it come to its end, or stop it with Ctrl-C where it runs.',
  });
