import type { LoadPlan } from '../load.ts';
import { browse } from './browse.ts';
import { checkout } from './checkout.ts';
import { flashSale } from './flash-sale.ts';
import { mixed } from './mixed.ts';
import { replay } from './replay.ts';
import { search } from './search.ts';
import type { Visit } from './visitor.ts';

const visits = { browse, search, checkout, mixed, 'flash-sale': flashSale } as const;

/** @throws RangeError when a replay has no day, or a day another scenario than the replay */
export function visitOf({ scenario, loop }: Pick<LoadPlan, 'scenario' | 'loop'>): Visit {
  if (scenario === 'replay' && loop.kind === 'history') return replay(loop.day);
  if (scenario === 'replay' || loop.kind === 'history')
    throw new RangeError(
      `A replay is of a day’s history, and ${scenario} with a loop that is ${loop.kind} is none.`,
    );
  return visits[scenario];
}
