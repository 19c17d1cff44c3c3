import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OfferChanged, type Offer } from '@twinshop/catalog-contracts';
import { Outbox } from '@twinshop/platform/messaging';
import { newId } from '@twinshop/platform/values';
import { CatalogInProcess } from '../src/index.ts';
import { ChangeProduct } from '../src/use-cases/change-product/change-product.ts';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';

const gbp = (amount: number) => ({ amount, currency: 'GBP' as const });

describe('what a product is sold as', () => {
  let shop: CatalogProcess;
  let chair: string;

  beforeAll(async () => {
    shop = await startCatalog();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    [chair] = (await add(shop.products, aProduct({ name: 'Chair', price: gbp(4_999) }))) as [string];
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const change = (request: Parameters<ChangeProduct['run']>[1], id = chair) =>
    shop.module.get(ChangeProduct).run(id, request);
  const offer = async (id = chair): Promise<Offer | undefined> =>
    (await shop.module.get(CatalogInProcess).offers([id])).get(id);
  const told = async (): Promise<Offer[]> => {
    const { rows } = await shop.pool.query<{ data: Offer }>(
      `SELECT data FROM outbox WHERE type = $1 AND data ->> 'productId' = $2 ORDER BY event_id`,
      [OfferChanged.name, chair],
    );
    return rows.map(({ data }) => data);
  };

  it('has a version that grows with each new name or price, which others hear of', async () => {
    expect(await offer()).toEqual({ productId: chair, name: 'Chair', price: 4_999, version: 1 });
    await change({ name: 'Oak chair' });
    await change({ price: gbp(5_999) });
    await change({ name: 'Chair', price: gbp(4_999), category: 'chairs' });
    const versions = [
      { productId: chair, name: 'Oak chair', price: 4_999, version: 2 },
      { productId: chair, name: 'Oak chair', price: 5_999, version: 3 },
      { productId: chair, name: 'Chair', price: 4_999, version: 4 },
    ];
    expect(await told()).toEqual(versions);
    expect(await offer()).toEqual(versions[2]);
  });

  it.each<[string, Parameters<ChangeProduct['run']>[1]]>([
    ['other words about it', { description: 'Made of oak.', category: 'chairs' }],
    ['the name and price that it has', { name: 'Chair', price: gbp(4_999) }],
    ['nothing', {}],
  ])('stays the same with %s, and nobody hears of it', async (_, request) => {
    expect(await change(request)).toMatchObject({ ok: true });
    expect([await offer(), await told()]).toEqual([
      { productId: chair, name: 'Chair', price: 4_999, version: 1 },
      [],
    ]);
  });

  it('has a version of its own for each of many changes at once', async () => {
    await Promise.all(Array.from({ length: 15 }, (_, n) => change({ price: gbp(100 + n) })));
    const offers = await told();
    expect(offers.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 15 }, (_, n) => n + 2),
    );
    expect(offers.find(({ version }) => version === 16)).toEqual(await offer());
  });

  it('changes only together with the message that says so', async () => {
    jest.spyOn(shop.module.get(Outbox), 'add').mockRejectedValue(new Error('no room in the outbox'));
    await expect(change({ name: 'Oak chair', price: gbp(1) })).rejects.toThrow('no room in the outbox');
    expect(await offer()).toEqual({ productId: chair, name: 'Chair', price: 4_999, version: 1 });
  });

  it('is answered when those who keep copies have heard of it, which is after it is committed', async () => {
    const seen: unknown[] = [];
    jest.spyOn(shop.module.get(Outbox), 'untilDelivered').mockImplementation(async (ids, withinMs) => {
      const { rows } = await shop.pool.query('SELECT event_id FROM outbox WHERE event_id = ANY($1)', [ids]);
      seen.push([rows.length, withinMs, (await offer())?.version]);
      return true;
    });
    await change({ name: 'Oak chair' });
    expect(seen).toEqual([[1, 1_500, 2]]);
  });

  it('is nothing for a product that does not exist', async () => {
    const nowhere = newId();
    expect(await change({ name: 'Oak chair', category: 'nowhere' }, nowhere)).toEqual({
      ok: false,
      failure: { code: 'product_not_found' },
    });
    expect(await offer(nowhere)).toBeUndefined();
  });
});
