import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { answeredWithin, notAnswered } from './figures.ts';

const NAME = 'checkout-flood';
/** Of the visits that the slower of the two can take. */
const SHARE = 0.2;
const BUYERS = 32;

/** Everybody wants to order at once: does browsing survive? */
export const checkoutFlood: Experiment = {
  name: NAME,
  title: 'A flood of orders, and others who only look',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const { warmUpSeconds, seconds } = lab.sizes;
    const flood = {
      scenario: 'checkout',
      loop: { kind: 'closed', customers: BUYERS },
      warmUpSeconds,
      seconds,
      seed: 1,
    } as const;
    const rounds = await lab.measure(NAME, {
      scenario: 'browse',
      loop: { kind: 'open', perSecond: lab.visits(SHARE) },
      beside: flood,
      mayFail: true,
    });
    const how = `${lab.visits(SHARE)} visits a second only browse, while ${BUYERS} customers order as fast as they can.`;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.p99`,
            group: 'resilience',
            title: 'Browsing amid a flood of orders: 99% are answered within',
            unit: 'ms',
            better: 'lower',
            how,
            isHeadline: true,
          },
          rounds,
          answeredWithin,
        ),
        ...compared(
          {
            id: `${NAME}.failed`,
            group: 'resilience',
            title: 'Browsing amid a flood of orders: not answered',
            unit: '%',
            better: 'lower',
            how,
          },
          rounds,
          notAnswered,
        ),
      ],
      sweeps: [],
    };
  },
};
