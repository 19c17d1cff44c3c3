import type { Scenario } from '@twinshop/load';
import type { Comparison } from '../record/compare-record.ts';
import type { Trial } from '../trial/trial.ts';
import { compared } from './compared.ts';
import { plain, type Experiment } from './experiment.ts';
import { finalOrdersPerSecond, processorTime, requestsPerSecond } from './figures.ts';
import type { Lab } from './lab.ts';

/** How much of one thing a shop can do, and what that costs it. */
export const browseCapacity = capacity('browse', 'Browsing');
export const searchCapacity = capacity('search', 'Searching');
export const checkoutCapacity = capacity('checkout', 'Ordering');
export const mixedCapacity = capacity('mixed', 'A usual day');

function capacity(scenario: Scenario, doing: string): Experiment {
  const name = `capacity.${scenario}`;
  return {
    name,
    title: `${doing}, as fast as it goes`,
    shops: plain,
    trialsPerRound: () => 1,
    async run(lab: Lab) {
      const { customers } = lab.sizes;
      const rounds = await lab.measure(name, { scenario, loop: { kind: 'closed', customers } });
      const how = `${customers} customers, each of whom does the next thing as soon as the last is answered`;
      const isOfOrders = scenario === 'checkout';
      const throughput: Comparison[] = isOfOrders
        ? compared(
            {
              id: `${name}.orders`,
              group: 'throughput',
              title: 'Orders at their end',
              unit: 'a second',
              better: 'higher',
              how: `${how}; an order counts once it is confirmed or rejected, by the shop’s own rows.`,
              isHeadline: true,
            },
            rounds,
            finalOrdersPerSecond,
          )
        : compared(
            {
              id: `${name}.requests`,
              group: 'throughput',
              title: `${doing}: requests`,
              unit: 'a second',
              better: 'higher',
              how: `${how}.`,
              isHeadline: scenario === 'mixed',
            },
            rounds,
            requestsPerSecond,
          );
      const per = isOfOrders ? 'an order' : 'a request';
      const amount = isOfOrders
        ? ({ load }: Trial) => load.orders.accepted
        : ({ load }: Trial) => load.requestsWithWarmUp;
      const cost = (of: (trial: Trial) => number | undefined) => (trial: Trial) => {
        const used = of(trial);
        return used === undefined ? undefined : used / amount(trial);
      };
      return {
        comparisons: [
          ...throughput,
          ...compared(
            {
              id: `${name}.cpu`,
              group: 'cost',
              title: `${doing}: processor time`,
              unit: `ms ${per}`,
              better: 'lower',
              how: `Of all processes of the shop, databases, queue and gateway included, until the last order was final; the payment provider and the load are not in it.`,
              isHeadline: isOfOrders,
            },
            rounds,
            cost(processorTime),
          ),
          ...compared(
            {
              id: `${name}.wire`,
              group: 'cost',
              title: `${doing}: bytes over the wire`,
              unit: `kB ${per}`,
              better: 'lower',
              how: 'All hops: customer to gateway, between processes, to databases and queue, and to the payment provider.',
            },
            rounds,
            cost(({ used }) => (used.wireBytes === undefined ? undefined : used.wireBytes / 1_000)),
          ),
          ...compared(
            {
              id: `${name}.energy`,
              group: 'cost',
              title: `${doing}: energy`,
              unit: `mJ ${per}`,
              better: 'lower',
              how: 'Of the whole processor package while the load was on, the load’s own share included.',
            },
            rounds,
            cost(({ used }) => (used.joules === undefined ? undefined : used.joules * 1_000)),
          ),
        ],
        sweeps: [],
      };
    },
  };
}
