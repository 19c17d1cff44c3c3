import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ProductSuggestions } from '@twinshop/catalog-contracts';
import { newId } from '@twinshop/platform/values';
import { SuggestRelated } from '../src/use-cases/suggest-related/suggest-related.ts';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';

/** What a product page waits for recommendations. */
const PATIENCE_MS = 200;

describe('what is shown beside a product', () => {
  let shop: CatalogProcess;
  let chairs: string[];
  let lonely: string;

  beforeAll(async () => {
    shop = await startCatalog();
    chairs = await add(shop.products, ...Array.from({ length: 8 }, () => aProduct({ category: 'chairs' })));
    [lonely] = (await add(shop.products, aProduct({ category: 'globes' }))) as [string];
    await shop.products.recordSales(chairs.map((id, n) => [id, 10 - n]));
  });
  afterAll(() => shop.stop());
  afterEach(() => {
    shop.recommendations.answer = async () => [];
    jest.restoreAllMocks();
  });

  const suggest = async (id: string, limit = 3): Promise<{ ids: string[]; source: string }> => {
    const result = (await shop.module.get(SuggestRelated).run(id, limit)) as { value: ProductSuggestions };
    return { ids: result.value.items.map((item) => item.id), source: result.value.source };
  };
  const popularOthers = (limit = 3) => ({ ids: chairs.slice(1, limit + 1), source: 'default' });

  it('is what was recommended, in that order', async () => {
    shop.recommendations.answer = async () => [chairs[5]!, lonely, chairs[2]!];
    expect(await suggest(chairs[0]!)).toEqual({
      ids: [chairs[5], lonely, chairs[2]],
      source: 'recommendations',
    });
  });

  it('leaves out what is recommended but not there any more', async () => {
    shop.recommendations.answer = async () => [newId(), chairs[2]!];
    expect(await suggest(chairs[0]!)).toEqual({ ids: [chairs[2]], source: 'recommendations' });
  });

  it.each<[string, () => Promise<string[]>]>([
    ['are none', async () => []],
    ['are of products that are gone', async () => [newId()]],
    ['fail', () => Promise.reject(new Error('recommendations are down'))],
  ])('is the most popular of its category where recommendations %s', async (_, answer) => {
    shop.recommendations.answer = answer;
    expect(await suggest(chairs[0]!)).toEqual(popularOthers());
  });

  it('is the most popular of its category where recommendations don’t come, for it does not wait for them', async () => {
    const patience = jest.spyOn(globalThis, 'setTimeout');
    shop.recommendations.answer = () => new Promise(() => undefined);
    expect(await suggest(chairs[0]!)).toEqual(popularOthers());
    expect(patience.mock.calls.map(([, ms]) => ms)).toContain(PATIENCE_MS);
  });

  it('is never the product itself, and no more than was asked for', async () => {
    for (const limit of [1, 5, 7, 20]) {
      const { ids } = await suggest(chairs[3]!, limit);
      expect(ids).toEqual(chairs.filter((id) => id !== chairs[3]).slice(0, limit));
    }
  });

  it('is popular elsewhere where its category has no other', async () => {
    expect(await suggest(lonely)).toEqual({ ids: chairs.slice(0, 3), source: 'default' });
  });

  it('is nothing for a product that does not exist', async () => {
    expect(await shop.module.get(SuggestRelated).run(newId(), 3)).toEqual({
      ok: false,
      failure: { code: 'product_not_found' },
    });
  });
});
