import { runLoad, type LoadPlan, type LoadResult, type RunLoadOptions } from '@twinshop/load';
import type { Contestant, Contestants } from '../trial/contestant.ts';

const SECONDS = 3;
const CUSTOMERS = 16;

/**
 * Has both compile what a customer would find compiled.
 * @returns visits of a usual day a second that the slower of them took in the end
 */
export async function warmUp(
  contestants: Contestants,
  { seed, generator }: { seed: number; generator: RunLoadOptions },
): Promise<number> {
  const visits: number[] = [];
  for (const contestant of contestants) {
    const play = async (scenario: LoadPlan['scenario']): Promise<LoadResult> =>
      runLoad(await planOf(contestant, scenario, seed), generator);
    await play('checkout');
    await play('mixed');
    const last = await play('mixed');
    visits.push(last.visits / SECONDS);
  }
  return Math.min(...visits);
}

async function planOf(
  contestant: Contestant,
  scenario: LoadPlan['scenario'],
  seed: number,
): Promise<LoadPlan> {
  return {
    url: contestant.shop.publicUrl,
    market: await contestant.market(),
    scenario,
    loop: { kind: 'closed', customers: CUSTOMERS },
    warmUpSeconds: 0,
    seconds: SECONDS,
    seed,
  };
}
