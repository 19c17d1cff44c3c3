import type { ArmKey, Comparison } from '../record/compare-record.ts';
import type { Trial } from '../trial/trial.ts';
import { swept } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { answeredWithin } from './figures.ts';
import type { Lab, Round } from './lab.ts';
import { rateAtLatency } from './rate-at-latency.ts';

const NAME = 'rate';
/** Milliseconds that 99% of requests may take. */
const TARGET_MS = 250;
/** Of the visits that the slower of the two can do as fast as it goes. */
const LOWEST = 0.5;
/** Requests that arrive together are answered together: more can be taken than customers who wait for each other ask for. */
const HIGHEST = 2.5;

interface Point {
  at: number;
  rounds: Round<Trial>[];
}

/** More and more visits come: up to which rate is a shop quick, and where does one give in before the other? */
export const rate: Experiment = {
  name: NAME,
  title: 'More and more visits a second',
  shops: plain,
  trialsPerRound: ({ points }) => points,
  async run(lab) {
    const points: Point[] = [];
    for (const perSecond of ratesToTry(lab)) {
      const loop = { kind: 'open', perSecond } as const;
      points.push({
        at: perSecond,
        rounds: await lab.measure(NAME, { scenario: 'mixed', loop, mayFail: true }),
      });
    }
    const words = { id: NAME, x: 'visits a second', logarithmic: false, better: 'lower' } as const;
    const how =
      'A usual day’s visits at a constant rate, whatever becomes of those before; each is of some six requests.';
    return {
      comparisons: highestRates(points),
      sweeps: [
        ...swept(
          {
            ...words,
            title: 'How long answers take as more come',
            y: '99% of requests are answered within',
            unit: 'ms',
            how,
          },
          points,
          answeredWithin,
        ),
      ],
    };
  },
};

/** Either variant’s end lies among them, on any machine. */
function ratesToTry(lab: Lab): number[] {
  const { points } = lab.sizes;
  return Array.from({ length: points }, (_, nth) =>
    lab.visits(LOWEST + ((HIGHEST - LOWEST) * nth) / (points - 1)),
  );
}

function highestRates(points: readonly Point[]): Comparison[] {
  const rounds = Math.min(...points.map((point) => point.rounds.length));
  if (rounds === 0) return [];
  const highest = (arm: ArmKey): number[] =>
    Array.from({ length: rounds }, (_, round) => {
      const tried = points.map(({ at, rounds }) => ({
        rate: at,
        ms: answeredWithin(rounds[round]![arm]),
      }));
      return rateAtLatency(tried, TARGET_MS);
    });
  return [
    {
      id: `${NAME}.highest`,
      group: 'throughput',
      title: `Visits at which 99% of requests are answered within ${TARGET_MS} ms`,
      unit: 'a second',
      better: 'higher',
      how: 'Where the curve of the rates that were tried crosses that latency; the highest that was tried where it does not.',
      samples: { a: highest('a'), b: highest('b') },
      isHeadline: true,
    },
  ];
}
