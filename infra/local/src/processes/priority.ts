import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { placesFor } from '@twinshop/processes';

const PREFIX = 'twinshop-yielding-';
const MOST_TURNS = 10;

/**
 * Has a process, with all that it starts, run only while a processor has nothing else to do, until `asUsual`: to load a
 * program takes one for a second, and customers of a shop on the same machine would wait for it.
 *
 * A control group that is idle, for Linux weighs whole groups and sessions against each other: a nice value counts within its
 * own only, and that of a session still lets it finish its turn. Measured on two processors with forty requests a second, p99
 * in the two seconds around a start: 17 ms with none, 27 ms with one, 27 ms with one of nice 10, 18 ms with an idle one.
 * @returns whether it does: whoever runs the shop may not be allowed to say so
 */
export function yieldToOthers(pid: number): boolean {
  return where((place, version) => {
    const group = path.join(place, `${PREFIX}${pid}`);
    if (version === 2) writeFileSync(path.join(place, 'cgroup.subtree_control'), '+cpu');
    mkdirSync(group);
    try {
      writeFileSync(path.join(group, 'cpu.idle'), '1');
      move(pid, group);
    } catch (error) {
      rmdirSync(group);
      throw error;
    }
  });
}

/** Also where it has ended meanwhile; does nothing where it did not yield. May be asked by any process, also by itself. */
export function asUsual(pid: number): void {
  where((place) => {
    const group = path.join(place, `${PREFIX}${pid}`);
    if (!existsSync(group)) return;
    // Those that one of them has started meanwhile come with the next turn.
    for (let turn = 0; turn < MOST_TURNS && membersOf(group).length > 0; turn += 1)
      for (const member of membersOf(group)) move(member, place);
    rmdirSync(group);
  });
}

/** Does something in the group that this process would be in as usual. @returns false where the system does not let it */
function where(act: (place: string, version: 1 | 2) => void): boolean {
  try {
    const [place] = placesFor(
      readFileSync('/proc/self/mountinfo', 'utf8'),
      readFileSync('/proc/self/cgroup', 'utf8'),
    );
    if (place === undefined) return false;
    const yields = path.basename(place.cpu).startsWith(PREFIX);
    act(yields ? path.dirname(place.cpu) : place.cpu, place.version);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
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
