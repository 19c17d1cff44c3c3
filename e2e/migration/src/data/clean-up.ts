import pg from 'pg';
import { CannotMove } from './errors.ts';
import type { Link } from './link.ts';
import { removeHandover, stateOf, takeFenceDown } from './ownership.ts';
import type { Place } from './place.ts';

const { escapeIdentifier } = pg;

/**
 * Takes away all that moving needed. What is kept is as if it had always been there. The other place stays closed, as its
 * rows are old from now on, or is emptied of everything, so that a process may begin there anew.
 * @throws CannotMove where what is kept is not the owner
 */
export async function cleanUp(
  links: readonly Link[],
  kept: Place,
  other: Place,
  { dropTheOther, adminUrl }: { dropTheOther: boolean; adminUrl: string },
): Promise<void> {
  const [keptState, otherState] = await Promise.all([stateOf(kept), stateOf(other)]);
  if (otherState.state === 'open' || keptState.state === 'closed' || keptState.state === 'opening')
    throw new CannotMove(
      kept.schema,
      `${kept.name} is ${keptState.state} and ${other.name} is ${otherState.state}: the owner would be lost.`,
    );
  for (const link of links) await link.unsubscribe(adminUrl);
  for (const link of links) await link.dropSlot();
  for (const link of links) await link.unpublish();
  await removeHandover(other);
  // Only what is known to be a copy. Before the fence of the owner goes, which tells them apart.
  if (dropTheOther && otherState.state !== undefined) await drop(other);
  await removeHandover(kept);
  await takeFenceDown(kept);
}

async function drop(place: Place): Promise<void> {
  const schema = escapeIdentifier(place.schema);
  await place.query(`
    SET LOCAL lock_timeout = '10s';
    DROP SCHEMA ${schema} CASCADE;
    CREATE SCHEMA ${schema} AUTHORIZATION ${escapeIdentifier(place.role)}`);
}
