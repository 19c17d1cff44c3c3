import type { RequestKind } from '@twinshop/load';
import type { Trial } from '../trial/trial.ts';
import { compared, swept } from './compared.ts';
import type { Experiment } from './experiment.ts';
import { notAnswered } from './figures.ts';
import type { Lab, Round } from './lab.ts';

const NAME = 'recommendations-slow';
/** Milliseconds that each answer of recommendations takes longer. */
const DELAYS = [0, 200, 1_000, 5_000] as const;
const SLOWEST = 5_000;
/** Of the visits that the slower of the two can take. */
const SHARE = 0.3;

/** A module that nobody needs to buy anything gets slow: who else suffers? */
export const recommendationsSlow: Experiment = {
  name: NAME,
  title: 'Recommendations that take their time',
  shops: { catalogueInstances: 1, canSlowRecommendations: true },
  trialsPerRound: () => DELAYS.length,
  async run(lab) {
    const points: { at: number; rounds: Round<Trial>[] }[] = [];
    for (const at of DELAYS) points.push({ at, rounds: await withDelay(lab, at) });
    const slowest = points.find(({ at }) => at === SLOWEST)!.rounds;
    const how = `A usual day’s ${lab.visits(SHARE)} visits a second, while the module of recommendations takes so much longer for each answer.`;
    const within =
      (kind: RequestKind) =>
      ({ load }: Trial) =>
        load.byRequest[kind]?.latency.p99;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.orders`,
            group: 'resilience',
            title: 'Orders while recommendations take 5 s: 99% are answered within',
            unit: 'ms',
            better: 'lower',
            how,
            isHeadline: true,
          },
          slowest,
          within('place order'),
        ),
        ...compared(
          {
            id: `${NAME}.related`,
            group: 'resilience',
            title: 'Related products while recommendations take 5 s: 99% are answered within',
            unit: 'ms',
            better: 'lower',
            how,
          },
          slowest,
          within('related products'),
        ),
        ...compared(
          {
            id: `${NAME}.failed`,
            group: 'resilience',
            title: 'Requests while recommendations take 5 s: not answered',
            unit: '%',
            better: 'lower',
            how,
          },
          slowest,
          notAnswered,
        ),
      ],
      sweeps: swept(
        {
          id: NAME,
          title: 'Product pages as recommendations take longer',
          x: 'ms that recommendations take longer',
          logarithmic: false,
          y: '99% of product pages are answered within',
          unit: 'ms',
          better: 'lower',
          how,
        },
        points,
        within('product page'),
      ),
    };
  },
};

async function withDelay(lab: Lab, byMs: number): Promise<Round<Trial>[]> {
  const slowAll = (ms: number): Promise<unknown> =>
    Promise.all(lab.contestants.map(({ shop }) => shop.slowRecommendations(ms)));
  await slowAll(byMs);
  try {
    return await lab.measure(NAME, {
      scenario: 'mixed',
      loop: { kind: 'open', perSecond: lab.visits(SHARE) },
      mayFail: true,
    });
  } finally {
    await slowAll(0);
  }
}
