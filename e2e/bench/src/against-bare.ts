import { startShop } from '@twinshop/local';
import type autocannon from 'autocannon';
import pg from 'pg';
import { startBare } from './bare/start-bare.ts';
import { contest, type Outcome, type Sizes } from './contest.ts';
import { orders, productDetails, reads, samePage } from './requests.ts';
import { call, productIds, signIn } from './shop-api.ts';
import { compareAnswers, walkPages } from './walk-pages.ts';

interface Case {
  name: string;
  /** Least ratio that the project holds itself to. */
  bar: number;
  shop: autocannon.Request[];
  bare: autocannon.Request[];
}

/** As the monolith's own default. */
const POOL = 20;
const PRODUCTS = 1_000;
const PLENTY = 1_000_000_000;

/** The monolith beside `node:http` and `pg`: same database, same answers, one process each. */
export const againstBare = async (
  sizes: Sizes,
  onProgress: (words: string) => void,
): Promise<{ name: string; bar: number; outcome: Outcome }[]> => {
  onProgress('starting a shop with 1,000 products');
  const shop = await startShop({ topology: 'monolith', products: PRODUCTS, logLevel: 'warn' });
  try {
    await fillShelves(shop.databases.catalog);
    const token = await signIn(shop.publicUrl, shop.customer);
    const { id: customerId } = await call<{ id: string }>(`${shop.publicUrl}/api/customers/me`, { token });
    const { databases, providerUrl } = shop;
    const bare = await startBare({ databaseUrl: databases.catalog, providerUrl, customerId, pool: POOL });
    try {
      const monolith = shop.processes.find(({ name }) => name === 'monolith')!;
      const results = [];
      for (const { name, bar, ...requests } of await cases(shop.publicUrl, bare.url, token)) {
        const outcome = await contest(
          { name: 'shop', url: shop.publicUrl, pid: monolith.pid, requests: requests.shop },
          { name: 'bare', url: bare.url, pid: bare.pid, requests: requests.bare },
          sizes,
          (round) => onProgress(`${name}: round ${round} of ${sizes.rounds}`),
        );
        results.push({ name, bar, outcome });
      }
      return results;
    } finally {
      await bare.stop();
    }
  } finally {
    await shop.stop();
  }
};

const cases = async (shopUrl: string, bareUrl: string, token: string): Promise<Case[]> => {
  const ids = await productIds(shopUrl);
  const pages = await walkPages(shopUrl);
  await compareAnswers(shopUrl, bareUrl, pages);
  const both = (requests: autocannon.Request[]) => ({ shop: requests, bare: requests });
  return [
    { name: 'product detail', bar: 0.75, ...both(productDetails(ids)) },
    {
      name: 'page of 20 products',
      bar: 0.75,
      shop: reads(pages.map(({ shop }) => shop)),
      bare: reads(pages.map(({ bare }) => bare)),
    },
    { name: 'the same page of 20', bar: 0.75, ...both(samePage()) },
    { name: 'order of 3 products', bar: 0.6, ...both(orders(ids, token)) },
  ];
};

const fillShelves = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('UPDATE stock SET on_hand = $1', [PLENTY]);
  await client.end();
};
