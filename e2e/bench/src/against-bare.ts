import { fillShelves } from '@twinshop/load';
import { startShop, type StartedShop } from '@twinshop/local';
import type autocannon from 'autocannon';
import { startBare } from './bare/start-bare.ts';
import { contest, type Outcome, type Sizes } from './contest.ts';
import { orders, productDetails, reads, samePage } from './requests.ts';
import { call, productIds, signIn } from './shop-api.ts';
import { compareAnswers, walkPages } from './walk-pages.ts';

interface Case {
  name: string;
  /** Least ratio of the monolith that the project holds itself to. */
  bar: number;
  requests: Record<'monolith' | 'bare', autocannon.Request[]> & { services?: autocannon.Request[] };
}

/** As the monolith's own default. */
const POOL = 20;
const PRODUCTS = 1_000;

export interface AgainstBare {
  name: string;
  /** Least ratio of the monolith that the project holds itself to. */
  bar: number;
  monolith: Outcome;
  /** Undefined where the services answer at another moment than the monolith: what they do then is compared to its end. */
  services: Outcome | undefined;
}

/** Either variant beside `node:http` and `pg`: same answers, same statements, one process each, none behind a gateway. */
export const againstBare = async (
  sizes: Sizes,
  onProgress: (words: string) => void,
): Promise<AgainstBare[]> => {
  const running: { stop(): Promise<void> }[] = [];
  const start = async (topology: string): Promise<StartedShop> => {
    onProgress(`starting the ${topology} with 1,000 products`);
    const shop = await startShop({ topology, products: PRODUCTS, logLevel: 'warn' });
    running.push(shop);
    await fillShelves(shop);
    return shop;
  };
  try {
    const [monolith, services] = [await start('monolith'), await start('microservices')];
    const token = await signIn(monolith.publicUrl, monolith.customer);
    const { id: customerId } = await call<{ id: string }>(`${monolith.publicUrl}/api/customers/me`, {
      token,
    });
    const { databases, providerUrl } = monolith;
    const bare = await startBare({ databaseUrl: databases.catalog, providerUrl, customerId, pool: POOL });
    running.push(bare);
    const results: AgainstBare[] = [];
    for (const { name, bar, requests } of await cases(monolith, services, bare.url, token)) {
      const outcomes = await contest(
        [
          { ...processOf(monolith, 'monolith'), requests: requests.monolith },
          ...(requests.services ? [{ ...processOf(services, 'catalog'), requests: requests.services }] : []),
        ],
        { name: 'bare', url: bare.url, pid: bare.pid, requests: requests.bare },
        sizes,
        (round) => onProgress(`${name}: round ${round} of ${sizes.rounds}`),
      );
      results.push({ name, bar, monolith: outcomes[0]!, services: outcomes[1] });
    }
    return results;
  } finally {
    for (const one of running.reverse()) await one.stop();
  }
};

/** Past the gateway. */
const processOf = ({ processes }: StartedShop, wanted: string) => {
  const { name, pid, url } = processes.find((process) => process.name === wanted)!;
  return { name, pid, url: url! };
};

const cases = async (
  monolith: StartedShop,
  services: StartedShop,
  bareUrl: string,
  token: string,
): Promise<Case[]> => {
  const ids = await productIds(monolith.publicUrl);
  const pages = await walkPages(monolith.publicUrl);
  await compareAnswers(monolith.publicUrl, bareUrl, pages);
  const placing = orders(ids, token);
  return [
    {
      name: 'product detail',
      bar: 0.75,
      requests: {
        monolith: productDetails(ids),
        services: productDetails(await productIds(services.publicUrl)),
        bare: productDetails(ids),
      },
    },
    {
      name: 'page of 20 products',
      bar: 0.75,
      requests: {
        monolith: reads(pages.map(({ shop }) => shop)),
        services: reads((await walkPages(services.publicUrl)).map(({ shop }) => shop)),
        bare: reads(pages.map(({ bare }) => bare)),
      },
    },
    {
      name: 'the same page of 20',
      bar: 0.75,
      requests: { monolith: samePage(), services: samePage(), bare: samePage() },
    },
    { name: 'order of 3 products', bar: 0.6, requests: { monolith: placing, bare: placing } },
  ];
};
