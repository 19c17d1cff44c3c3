import type { Trial } from '../trial/trial.ts';
import { compared, swept } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { requestsPerSecond, sum } from './figures.ts';
import type { Lab, Round } from './lab.ts';

const NAME = 'instances';
const INSTANCES = [1, 2, 3] as const;
const MB = 1_000_000;

interface Point {
  at: number;
  rounds: Round<Trial>[];
}

/** Search gets hot, and only search: what does the next instance of what serves it cost? */
export const instances: Experiment = {
  name: NAME,
  title: 'More instances of what serves search',
  shops: plain,
  trialsPerRound: () => INSTANCES.length,
  async run(lab) {
    const points: Point[] = [];
    for (const at of INSTANCES)
      points.push(
        await lab.withShops({ catalogueInstances: at, canSlowRecommendations: false }, async (scaled) => ({
          at,
          rounds: await search(scaled),
        })),
      );
    const how =
      'The whole monolith, or the catalogue’s service alone, in so many instances, after as much searching as they can do on the same processor time.';
    const words = { x: 'instances', logarithmic: false, how } as const;
    const [one, two] = points as [Point, Point];
    return {
      comparisons: compared(
        {
          id: `${NAME}.memory`,
          group: 'cost',
          title: 'Memory for the second instance of what serves search',
          unit: 'MB',
          better: 'lower',
          how: 'What the whole shop holds with two instances, less what it holds with one.',
          isHeadline: true,
        },
        secondOf(one.rounds, two.rounds),
        (megabytes) => megabytes,
      ),
      sweeps: [
        ...swept(
          {
            id: `${NAME}.memory`,
            title: 'Memory as instances are added',
            y: 'memory of the whole shop',
            unit: 'MB',
            better: 'lower',
            ...words,
          },
          points,
          memoryOf,
        ),
        ...swept(
          {
            id: `${NAME}.searches`,
            title: 'Searches as instances are added, on the same processor time',
            y: 'requests',
            unit: 'a second',
            better: 'higher',
            ...words,
          },
          points,
          requestsPerSecond,
        ),
      ],
    };
  },
};

function search(lab: Lab): Promise<Round<Trial>[]> {
  const loop = { kind: 'closed', customers: lab.sizes.customers } as const;
  return lab.measure(NAME, { scenario: 'search', loop });
}

const memoryOf = ({ used: { memoryBytes } }: Trial): number => sum(Object.values(memoryBytes)) / MB;

/** By round, as far as both have one. */
function secondOf(one: readonly Round<Trial>[], two: readonly Round<Trial>[]): Round<number>[] {
  return two.slice(0, one.length).map((round, nth) => ({
    a: memoryOf(round.a) - memoryOf(one[nth]!.a),
    b: memoryOf(round.b) - memoryOf(one[nth]!.b),
  }));
}
