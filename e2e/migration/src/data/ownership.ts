import {
  buildFence,
  closeFence,
  FENCED_TABLES,
  fenceTable,
  takeDownFence,
  unfenceTable,
  type OwnershipState,
} from '@twinshop/platform/ownership/fence';
import type { ClientBase } from 'pg';
import { StaleEpoch, StillInside } from './errors.ts';
import { isBusy, type Place } from './place.ts';

/** Nobody holds these locks for longer than a statement. */
const LOCK_PATIENCE_MS = 1_000;

/**
 * Milliseconds after which whoever wants to close a place lets those in who came meanwhile, and tries again: somebody inside
 * may wait for one of them.
 */
const CLOSE_PATIENCE_MS = 100;

/** Milliseconds after which nobody goes on with a transaction in which nothing happens: whoever began it hangs. */
const ABANDONED_AFTER_MS = 5_000;

/** What a place says of itself. */
export interface PlaceState {
  /** Undefined where there is no fence: whoever finds it may write. */
  state: OwnershipState | undefined;
  /** Of the last change of the state; 0 where there was none. */
  epoch: number;
  /** The last epoch for which either place was closed, as far as this one has heard. */
  arrived: number;
}

const has = async (place: Place, table: string): Promise<boolean> => {
  const [found] = await place.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    place.named(table),
  ]);
  return found!.there;
};

export async function stateOf(place: Place): Promise<PlaceState> {
  const [isFenced, isHandedOver] = [await has(place, 'ownership'), await has(place, 'handover')];
  const [row] = isFenced
    ? await place.query<{ state: OwnershipState; epoch: number }>(
        `SELECT state, epoch::float8 AS epoch FROM ${place.named('ownership')}`,
      )
    : [];
  const [heard] = isHandedOver
    ? await place.query<{ epoch: number }>(
        `SELECT coalesce(max(epoch), 0)::float8 AS epoch FROM ${place.named('handover')}`,
      )
    : [];
  return { state: row?.state, epoch: row?.epoch ?? 0, arrived: heard?.epoch ?? 0 };
}

/** @param state what is said where nothing has been said yet */
export async function announce(place: Place, state: OwnershipState): Promise<void> {
  if (!(await has(place, 'ownership'))) await place.alter(buildFence(state));
}

/** Puts those tables behind the fence that are not yet. */
export async function fenceTables(place: Place): Promise<void> {
  for (const { name, fenced } of await tablesBehindFence(place))
    if (!fenced) await place.alter(fenceTable(name));
}

export async function takeFenceDown(place: Place): Promise<void> {
  for (const { name, fenced } of await tablesBehindFence(place))
    if (fenced) await place.alter(unfenceTable(name));
  await place.alter(takeDownFence);
}

const tablesBehindFence = (place: Place): Promise<{ name: string; fenced: boolean }[]> =>
  place.asOwner(LOCK_PATIENCE_MS, async (client) => (await client.query(FENCED_TABLES)).rows);

/** What a place writes when it is closed, and is copied after all that it wrote before. */
export const ensureHandover = async (place: Place): Promise<void> => {
  if (!(await has(place, 'handover')))
    await place.alter(
      'CREATE TABLE IF NOT EXISTS handover (epoch bigint PRIMARY KEY, closed_at timestamptz NOT NULL DEFAULT clock_timestamp())',
    );
};

export const removeHandover = (place: Place): Promise<void> => place.alter('DROP TABLE IF EXISTS handover');

/**
 * Closes a place once nobody is inside any more, and writes the epoch behind all that they wrote. One that is closed already
 * is closed for a later epoch.
 * @param epoch of its own: one that was used before may have arrived before
 * @throws StillInside, StaleEpoch
 */
export async function closePlace(place: Place, epoch: number, lockTimeoutMs: number): Promise<void> {
  const deadline = performance.now() + lockTimeoutMs;
  for (;;)
    try {
      const patienceMs = Math.ceil(Math.min(CLOSE_PATIENCE_MS, deadline - performance.now()));
      return await closeNow(place, epoch, Math.max(patienceMs, 1));
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= deadline) throw new StillInside(place.name, lockTimeoutMs);
      await endAbandoned(place);
    }
}

/** Of a process that hangs: what it was about to write was never promised to anybody. */
const endAbandoned = (place: Place): Promise<unknown> =>
  place.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND usename = $1 AND state LIKE 'idle in transaction%'
       AND state_change < clock_timestamp() - $2 * interval '1 millisecond'`,
    [place.role, ABANDONED_AFTER_MS],
  );

const closeNow = (place: Place, epoch: number, patienceMs: number): Promise<void> =>
  place.asOwner(patienceMs, async (client) => {
    const last = await lastChange(client);
    if (last.epoch > epoch || (last.epoch === epoch && last.state !== 'closed'))
      throw new StaleEpoch(place.name, epoch);
    await client.query(closeFence(epoch));
    await client.query('INSERT INTO handover (epoch) VALUES ($1) ON CONFLICT DO NOTHING', [epoch]);
  });

/** Has a place say something else, of which the other need not hear. @throws StaleEpoch */
export async function setState(place: Place, state: OwnershipState, epoch: number): Promise<void> {
  await place.asOwner(LOCK_PATIENCE_MS, async (client) => {
    if ((await lastChange(client)).epoch > epoch) throw new StaleEpoch(place.name, epoch);
    if (state === 'closed') await client.query(closeFence(epoch));
    else await client.query('UPDATE ownership SET state = $1, epoch = $2', [state, epoch]);
  });
}

const lastChange = async (client: ClientBase): Promise<{ state: OwnershipState; epoch: number }> => {
  const { rows } = await client.query<{ state: OwnershipState; epoch: number }>(
    'SELECT state, epoch::float8 AS epoch FROM ownership FOR UPDATE',
  );
  return rows[0]!;
};
