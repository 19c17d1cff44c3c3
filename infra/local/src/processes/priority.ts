import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { placesFor, type Place } from '@twinshop/processes';

const PREFIX = 'twinshop-yielding-';
const MOST_TURNS = 10;
/** Where processors have no time left, one that yields would never be ready. */
const YIELDS_FOR_MS = 10_000;

/**
 * Has a process, with all that it starts, run only while a processor has nothing else to do, until `asUsual` or for ten
 * seconds: to load a program takes one for a second, and customers of a shop on the same machine would wait for it.
 *
 * A control group that is idle, for Linux weighs whole groups and sessions against each other: a nice value counts within its
 * own only, and that of a session still lets it finish its turn. Measured on two processors with forty requests a second, p99
 * in the two seconds around a start: 17 ms with none, 27 ms with one, 27 ms with one of nice 10, 18 ms with an idle one.
 * @returns whether it does. Whoever runs the shop may not be allowed to say so; and in version 2 of control groups only the
 * outermost may have groups beside processes
 */
export function yieldToOthers(pid: number): boolean {
  const place = ownPlace();
  if (place === undefined) return false;
  const group = path.join(place.cpu, `${PREFIX}${pid}`);
  try {
    if (place.version === 2) writeFileSync(path.join(place.cpu, 'cgroup.subtree_control'), '+cpu');
    mkdirSync(group, { recursive: true });
    writeFileSync(path.join(group, 'cpu.idle'), '1');
    move(pid, group);
    setTimeout(() => asUsual(pid), YIELDS_FOR_MS).unref();
    return true;
  } catch {
    // Who may not make one may not remove one either, as in a container whose groups are read-only.
    if (existsSync(group)) removeGroup(group);
    return false;
  }
}

/** Also where it has ended meanwhile; does nothing where it did not yield. May be asked by any process, also by itself. */
export function asUsual(pid: number): void {
  const place = ownPlace();
  if (place === undefined) return;
  const group = path.join(place.cpu, `${PREFIX}${pid}`);
  if (!existsSync(group)) return;
  // Those that one of them has started meanwhile come with the next turn.
  for (let turn = 0; turn < MOST_TURNS && membersOf(group).length > 0; turn += 1)
    for (const member of membersOf(group)) move(member, place.cpu);
  removeGroup(group);
}

/** The group that this process would be in as usual; undefined where the system has none. */
function ownPlace(): Place | undefined {
  if (!existsSync('/proc/self/cgroup')) return undefined;
  const [place] = placesFor(
    readFileSync('/proc/self/mountinfo', 'utf8'),
    readFileSync('/proc/self/cgroup', 'utf8'),
  );
  if (place === undefined || !path.basename(place.cpu).startsWith(PREFIX)) return place;
  return { ...place, cpu: path.dirname(place.cpu) };
}

/** One in which somebody is still ending stays, and is used again by the next process of that id. */
function removeGroup(group: string): void {
  try {
    rmdirSync(group);
  } catch (error) {
    if (!['EBUSY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function move(pid: number, group: string): void {
  try {
    writeFileSync(path.join(group, 'cgroup.procs'), String(pid));
  } catch (error) {
    // It has ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const membersOf = (group: string): number[] =>
  readFileSync(path.join(group, 'cgroup.procs'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
