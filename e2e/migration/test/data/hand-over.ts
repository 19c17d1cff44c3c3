import type { ModuleMove } from '../../src/data/index.ts';

let epoch = 0;

/** What the engine does, without a gateway. */
export async function handOver(move: ModuleMove): Promise<void> {
  epoch += 1;
  await move.setState('to', 'opening', epoch);
  await move.close(epoch, 1_000);
  await move.untilArrived(epoch, 5_000);
  await move.setState('to', 'open', epoch);
}

export const nextEpoch = (): number => (epoch += 1);
