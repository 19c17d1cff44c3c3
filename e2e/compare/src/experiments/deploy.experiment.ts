import { setTimeout as delay } from 'node:timers/promises';
import type { Contestant } from '../trial/contestant.ts';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { answeredWithin, notAnswered } from './figures.ts';

const NAME = 'deploy';
/** Of the visits that the slower of the two can take. */
const SHARE = 0.3;

/** A new version of recommendations comes out at noon, of which there is one instance. */
export const deploy: Experiment = {
  name: NAME,
  title: 'One module is brought out anew, under load',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const { warmUpSeconds, seconds } = lab.sizes;
    const bringOut = async ({ shop }: Contestant): Promise<void> => {
      await delay((warmUpSeconds + seconds / 4) * 1_000);
      await shop.restart(shop.topology === 'microservices' ? 'recommendation' : 'monolith');
    };
    const rounds = await lab.measure(NAME, {
      scenario: 'mixed',
      loop: { kind: 'open', perSecond: lab.visits(SHARE) },
      meanwhile: bringOut,
      mayFail: true,
    });
    const how = `A usual day’s ${lab.visits(SHARE)} visits a second, while the module of recommendations is stopped and started again: in the monolith, that is all of it.`;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.failed`,
            group: 'change',
            title: 'Requests not answered while one module is brought out anew',
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
            group: 'change',
            title: 'Answers while one module is brought out anew: 99% within',
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
