import { fillShelves } from '@twinshop/load';
import { startShop } from '@twinshop/local';
import { monolithBehindGateway } from '@twinshop/topologies';
import { contest, type Outcome, type Sizes } from './contest.ts';
import { ordersToTheEnd, type Finished, type Variant } from './orders-to-the-end.ts';
import { productDetails, reads } from './requests.ts';
import { productIds, signIn } from './shop-api.ts';
import { median } from './statistics.ts';
import { timesToFinal } from './time-to-final.ts';
import { walkPages } from './walk-pages.ts';

export interface BetweenArchitectures {
  orders: {
    monolith: Finished;
    services: Finished;
    /** services to monolith, the median over the rounds, and each */
    throughput: number;
    throughputs: number[];
    cpu: number;
    cpus: number[];
  };
  detail: Outcome;
  page: Outcome;
  /** milliseconds, medians under light load */
  timeToFinal: { monolith: number; services: number };
}

const PRODUCTS = 1_000;
const ORDERS_A_ROUND = 2_000;
const LIGHT_LOAD_ORDERS = 60;

/** The services beside the monolith, both behind the same gateway, in short runs that alternate. */
export const betweenArchitectures = async (
  sizes: Sizes,
  onProgress: (words: string) => void,
): Promise<BetweenArchitectures> => {
  onProgress('starting the monolith behind the gateway');
  const monolith = await startVariant('monolith', monolithBehindGateway);
  try {
    onProgress('starting the services');
    const services = await startVariant('services', 'microservices');
    try {
      return {
        timeToFinal: await underLightLoad(monolith, services, onProgress),
        orders: await compareOrders(monolith, services, sizes, onProgress),
        detail: await compareReads('product detail', monolith, services, sizes, onProgress, async (variant) =>
          productDetails(variant.productIds),
        ),
        page: await compareReads('page of 20', monolith, services, sizes, onProgress, async ({ shop }) =>
          reads((await walkPages(shop.publicUrl)).map((page) => page.shop)),
        ),
      };
    } finally {
      await services.shop.stop();
    }
  } finally {
    await monolith.shop.stop();
  }
};

const startVariant = async (
  name: string,
  topology: NonNullable<Parameters<typeof startShop>[0]>['topology'] & {},
): Promise<Variant> => {
  const shop = await startShop({ topology, products: PRODUCTS, logLevel: 'warn', durable: true });
  await fillShelves(shop);
  return {
    name,
    shop,
    token: await signIn(shop.publicUrl, shop.customer),
    productIds: await productIds(shop.publicUrl),
  };
};

const underLightLoad = async (
  monolith: Variant,
  services: Variant,
  onProgress: (words: string) => void,
): Promise<BetweenArchitectures['timeToFinal']> => {
  onProgress('time to final under light load');
  await timesToFinal(monolith, LIGHT_LOAD_ORDERS / 3);
  await timesToFinal(services, LIGHT_LOAD_ORDERS / 3);
  return {
    monolith: median(await timesToFinal(monolith, LIGHT_LOAD_ORDERS)),
    services: median(await timesToFinal(services, LIGHT_LOAD_ORDERS)),
  };
};

const compareOrders = async (
  monolith: Variant,
  services: Variant,
  { rounds, connections }: Sizes,
  onProgress: (words: string) => void,
): Promise<BetweenArchitectures['orders']> => {
  for (const variant of [monolith, services]) await ordersToTheEnd(variant, ORDERS_A_ROUND / 4, connections);
  const runs: { monolith: Finished; services: Finished }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [monolith, services] : [services, monolith];
    const finished = new Map<Variant, Finished>();
    for (const variant of order)
      finished.set(variant, await ordersToTheEnd(variant, ORDERS_A_ROUND, connections));
    runs.push({ monolith: finished.get(monolith)!, services: finished.get(services)! });
    onProgress(`orders: round ${round + 1} of ${rounds}`);
  }
  const throughputs = runs.map((run) => run.services.ordersPerSecond / run.monolith.ordersPerSecond);
  const cpus = runs.map((run) => totalCpu(run.services) / totalCpu(run.monolith));
  return {
    monolith: middle(runs.map((run) => run.monolith)),
    services: middle(runs.map((run) => run.services)),
    throughput: median(throughputs),
    throughputs,
    cpu: median(cpus),
    cpus,
  };
};

/** Milliseconds of CPU an order over all processes. */
export const totalCpu = ({ cpu }: Finished): number =>
  Object.values(cpu).reduce((sum, used) => sum + used, 0);

const middle = (runs: readonly Finished[]): Finished => ({
  ordersPerSecond: median(runs.map(({ ordersPerSecond }) => ordersPerSecond)),
  cpu: Object.fromEntries(
    Object.keys(runs[0]!.cpu).map((name) => [name, median(runs.map(({ cpu }) => cpu[name]!))]),
  ),
});

const compareReads = async (
  name: string,
  monolith: Variant,
  services: Variant,
  sizes: Sizes,
  onProgress: (words: string) => void,
  requestsOf: (variant: Variant) => Promise<ReturnType<typeof reads>>,
): Promise<Outcome> => {
  const contestant = async (variant: Variant, process: string) => ({
    name: variant.name,
    url: variant.shop.publicUrl,
    pid: variant.shop.processes.find((one) => one.name === process)!.pid,
    requests: await requestsOf(variant),
  });
  const [outcome] = await contest(
    [await contestant(services, 'catalog')],
    await contestant(monolith, 'monolith'),
    sizes,
    (round) => onProgress(`${name}: round ${round} of ${sizes.rounds}`),
  );
  return outcome;
};
