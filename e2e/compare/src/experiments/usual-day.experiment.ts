import type { Latency } from '@twinshop/load';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { memoryHeld } from './memory-held.ts';

const NAME = 'usual-day';
/** Of the visits that the slower of the two can take. */
const SHARE = 0.4;

const PERCENTILES: readonly (readonly [of: keyof Latency, id: string, words: string])[] = [
  ['p50', 'p50', 'half of all requests'],
  ['p95', 'p95', '95% of requests'],
  ['p99', 'p99', '99% of requests'],
  ['p999', 'p99-9', '99.9% of requests'],
];

/** What customers wait on a day on which there is room enough. */
export const usualDay: Experiment = {
  name: NAME,
  title: 'A usual day at a moderate rate',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const rounds = await lab.measure(NAME, {
      scenario: 'mixed',
      loop: { kind: 'open', perSecond: lab.visits(SHARE) },
    });
    const how = `${lab.visits(SHARE)} visits a second come, whatever becomes of those before; time counts from when each request was meant to start.`;
    return {
      comparisons: [
        ...PERCENTILES.flatMap(([of, id, words]) =>
          compared(
            {
              id: `${NAME}.${id}`,
              group: 'latency',
              title: `Answer to ${words}`,
              unit: 'ms',
              better: 'lower',
              how,
              isHeadline: of === 'p99',
            },
            rounds,
            ({ load }) => load.all.latency[of],
          ),
        ),
        ...compared(
          {
            id: `${NAME}.order-answered`,
            group: 'latency',
            title: 'Answer to an order (median)',
            unit: 'ms',
            better: 'lower',
            how: 'From POST to its answer: final in the monolith, pending in the services.',
          },
          rounds,
          ({ load }) => load.byRequest['place order']?.latency.p50,
        ),
        ...compared(
          {
            id: `${NAME}.order-final`,
            group: 'latency',
            title: 'From an order’s acceptance to its end (median)',
            unit: 'ms',
            better: 'lower',
            how: 'By the times in the shop’s own rows: what queues and sagas take, and the payment provider.',
          },
          rounds,
          ({ orders }) => orders.toFinal?.p50,
        ),
        ...compared(
          {
            id: `${NAME}.order-final-p99`,
            group: 'latency',
            title: 'From an order’s acceptance to its end (99% of them)',
            unit: 'ms',
            better: 'lower',
            how: 'By the times in the shop’s own rows.',
          },
          rounds,
          ({ orders }) => orders.toFinal?.p99,
        ),
        ...memoryHeld(rounds),
      ],
      sweeps: [],
    };
  },
};
