import { setTimeout as delay } from 'node:timers/promises';
import type { Contestant } from '../trial/contestant.ts';
import { compared } from './compared.ts';
import type { Experiment } from './experiment.ts';
import { answeredWithin, notAnswered } from './figures.ts';

const NAME = 'instance-killed';
/** Of the visits that the slower of the two can take. */
const SHARE = 0.3;

/** Two of each, and one is killed: what do customers notice? */
export const instanceKilled: Experiment = {
  name: NAME,
  title: 'One of two instances is killed',
  shops: { catalogueInstances: 2, canSlowRecommendations: false },
  trialsPerRound: () => 1,
  async run(lab) {
    const { warmUpSeconds, seconds } = lab.sizes;
    const killAmidst = async ({ shop }: Contestant): Promise<void> => {
      await delay((warmUpSeconds + seconds / 3) * 1_000);
      await shop.killProcess(secondInstance(shop.topology));
    };
    const rounds = await lab.measure(NAME, {
      scenario: 'mixed',
      loop: { kind: 'open', perSecond: lab.visits(SHARE) },
      meanwhile: killAmidst,
      afterwards: ({ shop }) => shop.restart(secondInstance(shop.topology)),
      mayFail: true,
    });
    const how = `A usual day’s ${lab.visits(SHARE)} visits a second; the second instance of the process that serves the catalogue is killed amid them.`;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.failed`,
            group: 'resilience',
            title: 'Requests not answered when one of two instances is killed',
            unit: '%',
            better: 'lower',
            how,
            isHeadline: true,
          },
          rounds,
          notAnswered,
        ),
        ...compared(
          {
            id: `${NAME}.p99`,
            group: 'resilience',
            title: 'Answers when one of two instances is killed: 99% within',
            unit: 'ms',
            better: 'lower',
            how,
          },
          rounds,
          answeredWithin,
        ),
      ],
      sweeps: [],
    };
  },
};

const secondInstance = (topology: string): string =>
  topology === 'microservices' ? 'catalog-2' : 'monolith-2';
