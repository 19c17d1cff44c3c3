import { readHistoricDay, speedUpFor } from '@twinshop/load';
import { importCatalogue } from '@twinshop/retail-history';
import type { FencedShop } from '../shops/fenced-shop.ts';
import type { TrialPlan } from '../trial/trial.ts';
import { compared } from './compared.ts';
import type { Experiment } from './experiment.ts';
import { sum } from './figures.ts';

const NAME = 'replay';

/**
 * A real day, sped up: its orders at the times at which they came, with what was in them.
 * @param files and folders of a real shop’s invoices, with the columns of UCI Online Retail
 */
export const replayOf = (files: readonly string[]): Experiment => ({
  name: NAME,
  title: 'A real day, sped up',
  shops: { catalogueInstances: 1, canSlowRecommendations: false, goodsOf: files },
  trialsPerRound: () => 1,
  async run(lab) {
    const { a, b } = await lab.once(({ shop }) => dayIn(shop, files));
    const { seconds } = lab.sizes;
    const rounds = await lab.measure(
      NAME,
      ({ key }): Pick<TrialPlan, 'scenario' | 'loop' | 'warmUpSeconds'> => {
        const day = key === 'a' ? a : b;
        return {
          scenario: 'replay',
          loop: { kind: 'history', day, speedUp: speedUpFor(day, seconds) },
          warmUpSeconds: 0,
        };
      },
    );
    const speedUp = Math.round(speedUpFor(a, seconds));
    const how = `The ${a.orders.length} orders of ${a.date}, ${speedUp} times as fast as they came; nobody only looks.`;
    return {
      comparisons: [
        ...compared(
          {
            id: `${NAME}.answered`,
            group: 'latency',
            title: 'A real day: 99% of orders are answered within',
            unit: 'ms',
            better: 'lower',
            how,
          },
          rounds,
          ({ load }) => load.byRequest['place order']?.latency.p99,
        ),
        ...compared(
          {
            id: `${NAME}.final`,
            group: 'latency',
            title: 'A real day: from an order’s acceptance to its end (99% of them)',
            unit: 'ms',
            better: 'lower',
            how,
          },
          rounds,
          ({ orders }) => orders.toFinal?.p99,
        ),
        ...compared(
          {
            id: `${NAME}.cpu`,
            group: 'cost',
            title: 'A real day: processor time',
            unit: 'ms an order',
            better: 'lower',
            how,
          },
          rounds,
          ({ used, load }) => sum(Object.values(used.cpuMs)) / load.orders.accepted,
        ),
      ],
      sweeps: [],
    };
  },
});

/** @throws with what is wrong with the files */
export async function importGoods({ publicUrl, admin }: FencedShop, files: readonly string[]): Promise<void> {
  const result = await importCatalogue({ files: [...files], baseUrl: publicUrl, admin });
  if (!result.ok) throw new Error(result.refusal.message);
}

async function dayIn({ publicUrl }: FencedShop, files: readonly string[]) {
  const read = await readHistoricDay({ files, url: publicUrl });
  if (!read.ok) throw new Error(read.why);
  return read.day;
}
