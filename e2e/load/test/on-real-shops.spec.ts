import path from 'node:path';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { importCatalogue } from '@twinshop/retail-history';
import pg from 'pg';
import {
  fillShelves,
  openMarket,
  readHistoricDay,
  renewTokens,
  runLoad,
  ShopDoor,
  speedUpFor,
  type LoadPlan,
  type LoadResult,
  type Market,
} from '../src/index.ts';
import { nextPage } from '../src/scenarios/next-page.ts';

const SEED = 7;
const PIECES = 3;
const INVOICES = `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom
536366,71053,WHITE METAL LANTERN,2,2010-12-01 08:28:00,3.39,13047,United Kingdom
536367,85123A,WHITE HANGING HEART,1,2010-12-01 08:34:00,2.55,17850,United Kingdom
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'load-'));
  await writeFile(path.join(folder, 'day.csv'), INVOICES);
});
afterAll(() => rm(folder, { recursive: true }));

const skusByPopularity: string[][] = [];

/** Played all at once, each by customers of its own: what one orders is not in another’s cart. */
const loads = {
  browse: { scenario: 'browse', loop: { kind: 'open', perSecond: 4 } },
  search: { scenario: 'search', loop: { kind: 'open', perSecond: 4 } },
  checkout: { scenario: 'checkout', loop: { kind: 'open', perSecond: 4 } },
  'checkout, one after the other': { scenario: 'checkout', loop: { kind: 'closed', customers: 1 } },
  mixed: { scenario: 'mixed', loop: { kind: 'open', perSecond: 4 } },
  'flash sale': { scenario: 'flash-sale', loop: { kind: 'open', perSecond: 4 } },
} as const satisfies Record<string, Pick<LoadPlan, 'scenario' | 'loop'>>;

type Name = keyof typeof loads | 'replay';
const CUSTOMERS_EACH = 3;

describe.each(['monolith', 'microservices'])('on the %s', (topology) => {
  let shop: StartedShop;
  let market: Market;
  let results: Record<Name, LoadResult>;

  beforeAll(async () => {
    shop = await startShop({ topology, products: 200 });
    const { publicUrl: url, admin } = shop;
    const customers = CUSTOMERS_EACH * (Object.keys(loads).length + 1);
    market = await openMarket(url, { customers, seed: SEED });
    await importCatalogue({ files: [folder], baseUrl: url, admin });
    const read = await readHistoricDay({ files: [folder], url });
    if (!read.ok) throw new Error(read.why);
    await fillShelves(shop, { productId: market.scarceProductId, pieces: PIECES });

    const loop = { kind: 'history', day: read.day, speedUp: speedUpFor(read.day, 1) } as const;
    const played = Object.entries({ ...loads, replay: { scenario: 'replay', loop } as const }).map(
      async ([name, said], nth) => {
        const from = nth * CUSTOMERS_EACH;
        const own = { ...market, customers: market.customers.slice(from, from + CUSTOMERS_EACH) };
        const plan = { url, warmUpSeconds: 0.5, seconds: 1.5, seed: SEED, market: own, ...said };
        return [name, await runLoad(plan)] as const;
      },
    );
    results = Object.fromEntries(await Promise.all(played)) as typeof results;
  });
  afterAll(() => shop?.stop());

  it.each<Name>([...(Object.keys(loads) as (keyof typeof loads)[]), 'replay'])(
    'nothing fails: %s',
    (name) => {
      const { all, orders } = results[name];
      expect(all.failed).toBe(0);
      expect(all.requests).toBeGreaterThan(0);
      expect(orders.unknown).toBe(0);
    },
  );

  it('every order that was accepted is in the database, and no other', async () => {
    const [counted] = await query<{ orders: number }>(
      'order',
      'SELECT count(*)::integer AS orders FROM orders',
    );
    const accepted = Object.values(results).map(({ orders }) => orders.accepted);
    expect(counted!.orders).toBe(accepted.reduce((sum, orders) => sum + orders));
    expect(results.checkout.orders.accepted).toBeGreaterThan(0);
    expect(results.replay.orders.accepted).toBe(3);
  });

  it('where the next page begins is found in a page', async () => {
    const door = new ShopDoor(shop);
    const page = await door.get('/api/products?limit=20&sort=popular').finally(() => door.close());
    if (page.kind === 'none') throw new Error(page.why);
    expect(nextPage(page)).toBe(JSON.parse(page.text).next);
    expect(nextPage(page)).toEqual(expect.any(String));
  });

  it('customers who sign in again go on as the same customers', async () => {
    const again = await renewTokens(shop.publicUrl, { ...market, customers: market.customers.slice(0, 2) });
    expect(again.customers.map(({ id }) => id)).toEqual(market.customers.slice(0, 2).map(({ id }) => id));
    const me = await fetch(`${shop.publicUrl}/api/customers/me`, {
      headers: { authorization: `Bearer ${again.customers[1]!.token}` },
    });
    expect(await me.json()).toMatchObject({ id: market.customers[1]!.id });
  });

  it('the same products are popular as on the other', async () => {
    const products = await query<{ id: string; sku: string }>('catalog', 'SELECT id, sku FROM product');
    const skuOf = new Map(products.map(({ id, sku }) => [id, sku]));
    skusByPopularity.push(market.productIds.map((id) => skuOf.get(id)!));
    expect(skusByPopularity.at(-1)).toEqual(skusByPopularity[0]);
  });

  const query = async <Row extends pg.QueryResultRow>(
    database: 'catalog' | 'order',
    sql: string,
  ): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: shop.databases[database] });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
});
