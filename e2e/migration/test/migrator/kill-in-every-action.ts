import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '@twinshop/load';
import type { StateFile } from '../../src/state/migration-state.ts';
import { Migrator } from './migrator.ts';

/** An action is killed a second time within this, unless it has ended by then. */
const MOMENT_MS = 1_500;

export interface Kills {
  /** Where each was, in order: the step and what was under way. */
  places: string[];
  /** Milliseconds for which requests were held, for each hand-over that was not killed. */
  pauses: number[];
}

/**
 * Takes a shop to a step with a migrator that is killed (SIGKILL) as each action begins. The next one begins with that action
 * again, and is killed amid it, at a moment that chance chooses; where that does not come before the next action, it is killed
 * there. The last one comes to the end.
 * @throws Error with a migrator's output, where it ended by itself and was not where it should
 */
export async function killInEveryAction(
  home: string,
  file: StateFile,
  words: readonly string[],
  random: Random,
): Promise<Kills> {
  await new Migrator(home, [...words, '--plan']).ended;
  const kills: Kills = { places: [], pauses: [] };
  const killed = new Set<string>();
  for (;;) {
    let place: string | undefined;
    const kill = (where: string): void => {
      if (place !== undefined) return;
      place = where;
      killed.add(where);
      migrator.kill('SIGKILL');
    };
    const migrator = new Migrator(home, words, (says) => {
      const here = `${stepUnderWay(file)}: ${says}`;
      const amid = `${here}, amid it`;
      if (!killed.has(here)) kill(here);
      else if (!killed.has(amid))
        void delay(random.between(0, MOMENT_MS), undefined, { ref: false }).then(() => kill(amid));
    });
    const { exitCode, output, pauses } = await migrator.ended;
    kills.pauses.push(...pauses);
    if (exitCode === 0) return kills;
    if (exitCode !== undefined || place === undefined) throw new Error(`A migrator failed:\n${output}`);
    kills.places.push(place);
  }
}

function stepUnderWay(file: StateFile): string {
  const { at, to, underWay } = file.read()!;
  return `${at} → ${underWay?.to ?? at + Math.sign(to - at)}`;
}
