import { CannotMove } from './errors.ts';
import type { Link } from './link.ts';
import { announce, ensureHandover, fenceTables, stateOf } from './ownership.ts';
import type { Place } from './place.ts';
import { movableTables, tablesOf } from './tables.ts';

export interface Preparing {
  /** Where the module is. */
  from: Place;
  /** Where it shall be. */
  to: Place;
  there: Link;
  back: Link;
  adminUrl: string;
}

/** A part of the preparation. Each looks whether it has been done, so that a preparation that was killed is repeated. */
export interface Part {
  does: string;
  run(): Promise<void>;
}

/**
 * Closes the new place, before a process may take itself for its owner.
 * @throws CannotMove where somebody else's data are, or there is no place
 */
export async function reserve(place: Place): Promise<void> {
  const { state } = await stateOf(place);
  if (state === 'closed') return;
  if (state !== undefined)
    throw new CannotMove(
      place.schema,
      `${place.name} is ${state}: it is written there. ./shop status tells what runs; a migration that was interrupted is gone on with first.`,
    );
  const [schema] = await place.query('SELECT FROM pg_namespace WHERE nspname = $1', [place.schema]);
  if (schema === undefined) throw new CannotMove(place.schema, `there is no schema ${place.name}.`);
  if (await hasRows(place))
    throw new CannotMove(
      place.schema,
      `${place.name} has data, and nothing says that they are a copy. A shop of another variant has left them: ./shop up step-0 --fresh begins with none.`,
    );
  await announce(place, 'closed');
}

/**
 * What is done, in this order, until PostgreSQL copies, and goes on copying, in both directions.
 * Half a link is none: what was written while it was missing may be lost, so all is copied again. That is safe, as the place
 * that is emptied is closed.
 */
export function partsOf({ from, to, there, back, adminUrl }: Preparing): Part[] {
  const links = [there, back];
  const publish = async (link: Link): Promise<void> =>
    link.publish([...(await tablesOf(link.from)).map(({ name }) => name), 'handover']);
  return [
    { does: 'look whether it can be moved', run: () => refuseUnmovable(from, to) },
    { does: 'close the new place', run: () => reserve(to) },
    { does: 'put its tables behind the fence', run: () => fenceTables(to) },
    { does: 'say that the old place is open', run: () => announce(from, 'open') },
    { does: 'put the tables of the old place behind the fence', run: () => fenceTables(from) },
    { does: 'look who is the owner', run: () => refuseOtherOwner(from, to) },
    { does: 'make what the old place writes at the end', run: () => ensureHandover(from) },
    { does: 'make it in the new place', run: () => ensureHandover(to) },
    { does: 'publish the old place', run: () => publish(there) },
    { does: 'publish the new place', run: () => publish(back) },
    ...links.map((link) => ({
      does: 'take away half a link: its subscription',
      run: () => unlessWhole(there, () => link.unsubscribe(adminUrl)),
    })),
    ...links.map((link) => ({
      does: 'take away half a link: its slot',
      run: () => unlessWhole(there, () => link.dropSlot()),
    })),
    { does: 'empty the new place', run: () => unlessWhole(there, () => empty(to)) },
    // Before anything is copied: to make a slot, PostgreSQL waits for what writes, as a copy does.
    { does: 'keep what is written in the new place', run: () => back.ensureSlot() },
    { does: 'keep what is written in the old place', run: () => there.ensureSlot() },
    { does: 'copy to the new place', run: () => there.subscribe(adminUrl, { copy: true }) },
    { does: 'copy back to the old place', run: () => back.subscribe(adminUrl, { copy: false }) },
  ];
}

const unlessWhole = async (link: Link, work: () => Promise<void>): Promise<void> => {
  if (!(await link.isWhole())) await work();
};

async function refuseUnmovable(from: Place, to: Place): Promise<void> {
  const [setting] = await from.query<{ level: string }>(`SELECT current_setting('wal_level') AS level`);
  if (setting!.level !== 'logical')
    throw new CannotMove(
      from.schema,
      `PostgreSQL has wal_level = ${setting!.level}; start it with wal_level = logical.`,
    );
  if (from.database === to.database) throw new CannotMove(from.schema, `it is in ${to.database} already.`);
  await movableTables(from, to);
}

async function refuseOtherOwner(from: Place, to: Place): Promise<void> {
  const [here, there] = await Promise.all([stateOf(from), stateOf(to)]);
  if (here.state !== 'open' || there.state !== 'closed')
    throw new CannotMove(
      from.schema,
      `${from.name} is ${here.state}, ${to.name} is ${there.state}, where open and closed were expected.`,
    );
}

async function hasRows(place: Place): Promise<boolean> {
  for (const { name } of await tablesOf(place))
    if ((await place.query(`SELECT FROM ${place.named(name)} LIMIT 1`)).length > 0) return true;
  return false;
}

/** Copies of before. The fence would refuse it: this is for the superuser alone, and replication is not told. */
async function empty(place: Place): Promise<void> {
  const tables = [...(await tablesOf(place)).map(({ name }) => name), 'handover'];
  // Sent as one, they are one transaction.
  await place.query(`
    SET LOCAL session_replication_role = replica;
    SET LOCAL lock_timeout = '10s';
    TRUNCATE ${tables.map((table) => place.named(table)).join(', ')}`);
}
