import { steps } from '@twinshop/topologies';
import { transitionBetween } from '../steps/transitions.ts';
import type { Action, Phase } from './action.ts';
import { decoupling, recoupling } from './actions/decoupling.ts';
import { movingBack, movingOut } from './actions/moving.ts';
import { abandoning, plainly, plainlyBack } from './actions/plain.ts';

/**
 * What is done to come from a step to the next one, or to the one before, in order.
 * @throws RangeError where the steps are not next to each other
 */
export function actionsOf(from: number, to: number): Action[] {
  const transition = transitionBetween(from, to);
  const way = { from: steps[from]!, to: steps[to]!, transition };
  const isBack = to < from;
  if (transition.step === 2) return isBack ? recoupling(way) : decoupling(way);
  const { moves } = transition;
  if (moves !== undefined) return isBack ? movingBack(way, moves) : movingOut(way, moves);
  return isBack ? plainlyBack(way) : plainly(way);
}

/** Phases from which on a step's own way back has to be gone: who broke off amid a cut-over may have left it half done. */
const HANDED_OVER: ReadonlySet<Phase> = new Set<Phase>(['cut over', 'observe', 'settle', 'clean up']);

/**
 * What undoes a step that failed. What was handed over comes back the way that it would come back later; it was compared
 * before, and is not watched for long while something is wrong.
 * @param phase that it failed in
 */
export function undoing(from: number, to: number, phase: Phase): Action[] {
  const isLight = transitionBetween(from, to).step !== 2 && !HANDED_OVER.has(phase);
  if (isLight) return abandoning(steps[from]!);
  return actionsOf(to, from).filter((action) => action.phase !== 'verify' && action.phase !== 'observe');
}
