import { steps } from '@twinshop/topologies';
import { transitionBetween } from '../steps/transitions.ts';
import type { Action } from './action.ts';
import { contracting } from './actions/decoupling.ts';
import { forgetting } from './actions/moving.ts';

/**
 * What is taken away when nobody is to go back over a step any more.
 * @param direction in which the step was taken: what is kept is where it led to
 */
export function leftoversOf(step: number, direction: 'forward' | 'back'): Action[] {
  const transition = transitionBetween(step - 1, step);
  const [before, after] = [steps[step - 1]!, steps[step]!];
  const way =
    direction === 'forward'
      ? { from: before, to: after, transition }
      : { from: after, to: before, transition };
  if (step === 2) return contracting(way);
  return transition.moves === undefined ? [] : [forgetting(way, transition.moves)];
}
