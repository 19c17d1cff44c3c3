import { steps } from '@twinshop/topologies';
import type { MigrationState } from './migration-state.ts';

/**
 * The step that a migration begins or goes on from. What it has written down counts only for a shop that can be where it says.
 * @param variant of the shop that runs
 * @throws Error where it is no step, or not the one that the migration came to
 */
export function whereItIs(variant: string, begun: MigrationState | undefined): number {
  const running = steps.findIndex(({ name }) => name === variant);
  if (begun !== undefined && running !== begun.at && running !== begun.underWay?.to)
    throw new Error(
      `The migration came to step ${begun.at}, but the shop that runs is ${variant}. Start it at that step, ./shop up step-${begun.underWay?.startAt ?? begun.at}, or begin with no data: ./shop up step-0 --fresh`,
    );
  if (running < 0)
    throw new Error(
      `The shop that runs is ${variant}, which is no step of the migration. Start one that is: ./shop up step-0`,
    );
  return begun?.at ?? running;
}
