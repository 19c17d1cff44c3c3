import type { Comparison } from '../record/compare-record.ts';
import type { Trial } from '../trial/trial.ts';
import { compared } from './compared.ts';
import { sum } from './figures.ts';
import type { Round } from './lab.ts';

const MB = 1_000_000;
const SERVERS: ReadonlySet<string> = new Set(['postgres', 'redis', 'gateway']);

/**
 * What a shop holds right after each run of a load: it moves with what was last thrown away, so once is not enough. The
 * interval is that of one start of either; another start differs by some 5% (three quick runs: ×2.20 to ×2.33).
 */
export function memoryHeld(rounds: readonly Round<Trial>[]): Comparison[] {
  const how =
    'At the end of each run, each process’s share of what it shares with others (PSS), as the kernel tells it. Of one start of either shop: another differs by some 5%.';
  const common = { group: 'footprint', unit: 'MB', better: 'lower' } as const;
  return [
    ...compared(
      { ...common, id: 'footprint.memory', title: 'Memory of the whole shop', how, isHeadline: true },
      rounds,
      ({ used }) => megabytes(Object.values(used.memoryBytes)),
    ),
    ...compared(
      {
        ...common,
        id: 'footprint.memory-own',
        title: 'Memory of its own processes',
        how: `${how} Databases, queue and gateway left out.`,
      },
      rounds,
      ({ used }) =>
        megabytes(
          Object.entries(used.memoryBytes).flatMap(([name, bytes]) => (SERVERS.has(name) ? [] : [bytes])),
        ),
    ),
  ];
}

/** Undefined where this machine can’t tell. */
const megabytes = (bytes: readonly number[]): number | undefined => sum(bytes) / MB || undefined;
