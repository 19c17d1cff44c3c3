import { runLoad, type LoadPlan, type LoadResult, type RunLoadOptions } from '@twinshop/load';
import type { Contestant, Contestants } from '../trial/contestant.ts';

const CUSTOMERS = 16;

/**
 * Has both compile what a customer would find compiled.
 * @param seconds of each of three loads
 * @returns visits of a usual day a second that the slower of them took in the end
 */
export async function warmUp(
  contestants: Contestants,
  { seed, seconds, generator }: { seed: number; seconds: number; generator: RunLoadOptions },
): Promise<number> {
  const visits: number[] = [];
  for (const contestant of contestants) {
    const play = async (scenario: LoadPlan['scenario']): Promise<LoadResult> =>
      runLoad({ ...(await usual(contestant)), scenario, seconds, seed }, generator);
    await play('checkout');
    await play('mixed');
    const last = await play('mixed');
    visits.push(last.visits / seconds);
  }
  return Math.min(...visits);
}

async function usual(contestant: Contestant): Promise<Omit<LoadPlan, 'scenario' | 'seconds' | 'seed'>> {
  return {
    url: contestant.shop.publicUrl,
    market: await contestant.market(),
    loop: { kind: 'closed', customers: CUSTOMERS },
    warmUpSeconds: 0,
  };
}
