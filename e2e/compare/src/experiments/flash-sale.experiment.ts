import { fillShelves } from '@twinshop/load';
import type { Contestant } from '../trial/contestant.ts';
import type { Trial } from '../trial/trial.ts';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';

const NAME = 'flash-sale';
const PIECES = 100;
const BUYERS = 64;

/** Everybody wants one of a hundred pieces of the same product at once: one row that all of them write. */
export const flashSale: Experiment = {
  name: NAME,
  title: 'A hundred pieces, and everybody wants one',
  shops: plain,
  trialsPerRound: () => 1,
  async run(lab) {
    const rounds = await lab.measure(NAME, {
      scenario: 'flash-sale',
      loop: { kind: 'closed', customers: BUYERS },
      warmUpSeconds: 0,
      beforehand: putOnShelf,
    });
    const how = `${BUYERS} customers look at the product and order it, again and again, while there are ${PIECES} pieces and when there are none.`;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.decided`,
            group: 'throughput',
            title: 'Flash sale: attempts to buy that were decided',
            unit: 'a second',
            better: 'higher',
            how: `${how} Refused at once, or accepted and then confirmed or rejected.`,
          },
          rounds,
          decidedPerSecond,
        ),
        ...compared(
          {
            id: `${NAME}.p99`,
            group: 'latency',
            title: 'Flash sale: 99% of attempts to buy are answered within',
            unit: 'ms',
            better: 'lower',
            how,
          },
          rounds,
          ({ load }) => load.byRequest['place order']?.latency.p99,
        ),
      ],
      sweeps: [],
    };
  },
};

async function putOnShelf(contestant: Contestant): Promise<void> {
  const { scarceProductId } = await contestant.market();
  await fillShelves(contestant.shop, { productId: scarceProductId, pieces: PIECES });
}

function decidedPerSecond({ load, orders }: Trial): number {
  const endedAtMs = Math.max(orders.lastFinalAtMs ?? 0, load.endedAtMs);
  return ((orders.final + load.orders.refused) * 1_000) / (endedAtMs - load.beganAtMs);
}
