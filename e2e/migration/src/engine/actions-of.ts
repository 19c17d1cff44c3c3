import { steps } from '@twinshop/topologies';
import { transitionBetween } from '../steps/transitions.ts';
import type { Action, Phase } from './action.ts';
import { decoupling, recoupling, undoDecoupling, undoRecoupling } from './actions/decoupling.ts';
import { leavingAgain, movingBack, movingOut, returning } from './actions/moving.ts';
import { abandoning, plainly, plainlyBack } from './actions/plain.ts';
import type { Way } from './actions/way.ts';

/**
 * What is done to come from a step to the next one, or to the one before, in order.
 * @throws RangeError where the steps are not next to each other
 */
export function actionsOf(from: number, to: number): Action[] {
  const way = wayBetween(from, to);
  const isBack = to < from;
  if (way.transition.step === 2) return isBack ? recoupling(way) : decoupling(way);
  const { moves } = way.transition;
  if (moves !== undefined) return isBack ? movingBack(way, moves) : movingOut(way, moves);
  return isBack ? plainlyBack(way) : plainly(way);
}

/** Phases before which a step is simply left. */
const HANDED_OVER: ReadonlySet<Phase> = new Set<Phase>(['cut over', 'observe', 'settle', 'clean up']);

/**
 * What undoes a step that failed. What was handed over, or may have been, comes back in the way that it would come back
 * later; but it was compared before, and is not watched for long while something is wrong.
 * @param failed the place of the action that failed among those of the step
 */
export function undoing(from: number, to: number, failed: number): Action[] {
  const { phase } = actionsOf(from, to)[failed]!;
  const back = wayBetween(to, from);
  const isBack = to < from;
  const { step, moves } = back.transition;
  if (step === 2) return isBack ? undoRecoupling(back, failed) : undoDecoupling(back, failed);
  if (!HANDED_OVER.has(phase)) return abandoning(back.to);
  if (moves !== undefined) return isBack ? leavingAgain(back, moves) : returning(back, moves);
  return actionsOf(to, from).filter((action) => action.phase !== 'observe');
}

const wayBetween = (from: number, to: number): Way => ({
  from: steps[from]!,
  to: steps[to]!,
  transition: transitionBetween(from, to),
});
