import { readMeters } from '../meters/meters.ts';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { sum } from './figures.ts';

const NAME = 'footprint';
const MB = 1_000_000;
const SERVERS: ReadonlySet<string> = new Set(['postgres', 'redis', 'gateway']);

/** What a shop holds while it has nothing to do, after all that it had to do. */
export const footprint: Experiment = {
  name: NAME,
  title: 'What it holds in memory',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const held = await lab.each(NAME, async ({ shop }) => ({ memory: readMeters(shop).memory }));
    const how =
      'After load, each process’s share of what it shares with others (PSS), as the kernel tells it.';
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.memory`,
            group: 'footprint',
            title: 'Memory of the whole shop',
            unit: 'MB',
            better: 'lower',
            how,
            isHeadline: true,
          },
          held,
          ({ memory }) => sum(Object.values(memory)) / MB || undefined,
        ),
        ...compared(
          {
            id: `${NAME}.memory-own`,
            group: 'footprint',
            title: 'Memory of its own processes',
            unit: 'MB',
            better: 'lower',
            how: `${how} Databases, queue and gateway left out.`,
          },
          held,
          ({ memory }) =>
            sum(Object.entries(memory).flatMap(([name, bytes]) => (SERVERS.has(name) ? [] : [bytes]))) / MB ||
            undefined,
        ),
      ],
      sweeps: [],
    };
  },
};
