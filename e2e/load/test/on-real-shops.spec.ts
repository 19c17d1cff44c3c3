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
  speedUpFor,
  type LoadPlan,
  type LoadResult,
  type Market,
} from '../src/index.ts';

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

describe.each(['monolith', 'microservices'])('on the %s', (topology) => {
  let shop: StartedShop;
  let market: Market;

  beforeAll(async () => {
    shop = await startShop({ topology, products: 200 });
    market = await openMarket(shop.publicUrl, { customers: 12, seed: SEED });
    await fillShelves(shop, { productId: market.scarceProductId, pieces: PIECES });
  });
  afterAll(() => shop?.stop());

  const ordersInDatabase = async (): Promise<number> => {
    const client = new pg.Client({ connectionString: shop.databases.order });
    await client.connect();
    try {
      const { rows } = await client.query<{ orders: number }>(
        'SELECT count(*)::integer AS orders FROM orders',
      );
      return rows[0]!.orders;
    } finally {
      await client.end();
    }
  };

  /** What came of it, and that every order that was accepted is there, and no other. */
  const played = async (said: Pick<LoadPlan, 'scenario' | 'loop'>): Promise<LoadResult> => {
    const before = await ordersInDatabase();
    const plan = { url: shop.publicUrl, warmUpSeconds: 0.5, seconds: 1.5, seed: SEED, market };
    const result = await runLoad({ ...plan, ...said });
    expect(result.orders.unknown).toBe(0);
    expect((await ordersInDatabase()) - before).toBe(result.orders.accepted);
    return result;
  };

  it.each(['browse', 'search', 'checkout', 'mixed'] as const)(
    'customers %s, and nothing fails',
    async (scenario) => {
      const open = await played({ scenario, loop: { kind: 'open', perSecond: 8 } });
      expect(open.all).toMatchObject({ failed: 0 });
      expect(open.all.requests).toBeGreaterThan(0);
      const closed = await played({ scenario, loop: { kind: 'closed', customers: 1 } });
      expect(closed.all).toMatchObject({ failed: 0 });
    },
  );

  it('leafing goes on to a second page', async () => {
    const { byRequest } = await played({ scenario: 'browse', loop: { kind: 'closed', customers: 1 } });
    expect(byRequest['product list']!.requests).toBeGreaterThan(byRequest['product page']!.requests / 2);
  });

  it('in a flash sale nothing fails, and no more pieces are sold than there are', async () => {
    const { all, orders } = await played({ scenario: 'flash-sale', loop: { kind: 'open', perSecond: 8 } });
    expect(all.failed).toBe(0);
    expect(orders.accepted + orders.refused).toBeGreaterThan(PIECES);
  });

  it('a day of the past comes again', async () => {
    const { publicUrl: url, admin } = shop;
    await importCatalogue({ files: [folder], baseUrl: url, admin });
    const read = await readHistoricDay({ files: [folder], url });
    if (!read.ok) throw new Error(read.why);
    expect(read.day.orders.map(({ customer, items }) => [customer, items.length])).toEqual([
      [0, 2],
      [1, 1],
      [0, 1],
    ]);
    const loop = { kind: 'history', day: read.day, speedUp: speedUpFor(read.day, 1) } as const;
    const { all, orders } = await played({ scenario: 'replay', loop });
    expect(all.failed).toBe(0);
    expect(orders.accepted).toBe(3);
  });

  it('customers who sign in again go on as the same customers', async () => {
    market = await renewTokens(shop.publicUrl, market);
    const { all } = await played({ scenario: 'checkout', loop: { kind: 'closed', customers: 1 } });
    expect(all.failed).toBe(0);
  });

  it('the same products are popular as on the other', async () => {
    const client = new pg.Client({ connectionString: shop.databases.catalog });
    await client.connect();
    const { rows } = await client.query<{ id: string; sku: string }>('SELECT id, sku FROM product');
    await client.end();
    const skuOf = new Map(rows.map(({ id, sku }) => [id, sku]));
    skusByPopularity.push(market.productIds.map((id) => skuOf.get(id)!));
    expect(skusByPopularity.at(-1)).toEqual(skusByPopularity[0]);
  });
});
