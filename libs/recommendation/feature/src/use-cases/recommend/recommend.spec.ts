import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { CatalogApi, type Offer, type ProductSummary } from '@twinshop/catalog-contracts';
import { money } from '@twinshop/platform/values';
import { PurchaseHistory } from '../../purchase-history.ts';
import { RecommendationInProcess } from '../../recommendation-in-process.ts';
import { PopularProducts } from './popular-products.ts';
import { Recommend } from './recommend.ts';

type Answer = () => Promise<string[]>;

const nothing: Answer = async () => [];
const failing: Answer = () => Promise.reject(new Error('the history is away'));
const silent: Answer = () => new Promise(() => undefined);

class HistoryDouble extends PurchaseHistory {
  together: Answer = nothing;
  best: Answer = nothing;
  own: Answer = nothing;
  askedFor: string[] = [];

  constructor() {
    super(undefined as never);
  }

  override alsoBought(): Promise<string[]> {
    return this.together();
  }

  override bestSellers(): Promise<string[]> {
    return this.best();
  }

  override forCustomer(customerId: string): Promise<string[]> {
    this.askedFor.push(customerId);
    return this.own();
  }
}

/** Sells a to e, of which d and e are popular. */
class CatalogDouble extends CatalogApi {
  is: 'well' | 'failing' | 'silent' = 'well';

  override async offers(): Promise<Map<string, Offer>> {
    return new Map();
  }

  override async summaries(ids: readonly string[]): Promise<ProductSummary[]> {
    return this.answer(ids.filter((id) => 'abcde'.includes(id)));
  }

  override async popular(limit: number): Promise<ProductSummary[]> {
    return this.answer(['d', 'e'].slice(0, limit));
  }

  private answer(ids: string[]): Promise<ProductSummary[]> {
    if (this.is === 'silent') return new Promise(() => undefined);
    if (this.is === 'failing') return Promise.reject(new Error('the catalogue is away'));
    return Promise.resolve(ids.map(summary));
  }
}

const summary = (id: string): ProductSummary => ({
  id,
  sku: id,
  name: id,
  price: money(1),
  category: 'things',
  imageUrl: '/images/products/box/0.svg',
  inStock: true,
});

describe('recommendations', () => {
  let history: HistoryDouble;
  let catalog: CatalogDouble;
  let recommend: Recommend;

  beforeEach(() => {
    history = new HistoryDouble();
    catalog = new CatalogDouble();
    recommend = new Recommend(history, catalog, new PopularProducts(catalog));
  });

  const recommended = async (customerId?: string, limit = 10): Promise<{ ids: string; source: string }> => {
    const { items, source } = await recommend.run(customerId, limit);
    return { ids: items.map(({ id }) => id).join(''), source };
  };
  const theDefault = { ids: 'de', source: 'default' };

  it('are what goes with what a customer bought', async () => {
    history.own = async () => ['b', 'a'];
    history.best = async () => ['c'];
    expect(await recommended('customer')).toEqual({ ids: 'ba', source: 'recommendations' });
    expect(history.askedFor).toEqual(['customer']);
  });

  it('are the best sellers for somebody who has bought nothing, or is not known', async () => {
    history.best = async () => ['c', 'a'];
    expect(await recommended('customer')).toEqual({ ids: 'ca', source: 'recommendations' });
    expect(await recommended()).toEqual({ ids: 'ca', source: 'recommendations' });
  });

  it('leave out what is not for sale any more', async () => {
    history.best = async () => ['gone', 'a'];
    expect(await recommended()).toEqual({ ids: 'a', source: 'recommendations' });
  });

  it.each<[string, Answer]>([
    ['is empty', nothing],
    ['knows only what is gone', async () => ['gone']],
    ['fails', failing],
    ['gives no answer', silent],
  ])('are the catalogue’s popular products where the history %s', async (_, answer) => {
    history.best = answer;
    expect(await recommended()).toEqual(theDefault);
    history.own = answer;
    expect(await recommended('customer')).toEqual(theDefault);
    expect(await recommended(undefined, 1)).toEqual({ ids: 'd', source: 'default' });
  });

  describe.each(['failing', 'silent'] as const)('where the catalogue is %s', (trouble) => {
    it('are the products that it last called popular', async () => {
      expect(await recommended()).toEqual(theDefault);
      catalog.is = trouble;
      history.best = async () => ['a'];
      expect(await recommended()).toEqual(theDefault);
      expect(await recommended(undefined, 1)).toEqual({ ids: 'd', source: 'default' });
    });

    it('are none where it never answered, and not an error', async () => {
      catalog.is = trouble;
      history.best = async () => ['a'];
      expect(await recommended()).toEqual({ ids: '', source: 'default' });
    });
  });

  it('take no longer than 400 ms, whoever is silent', async () => {
    catalog.is = 'silent';
    const begun = performance.now();
    history.best = () => delay(140, ['a']);
    await recommended();
    expect(performance.now() - begun).toBeLessThan(400);
    history.best = silent;
    const again = performance.now();
    await recommended();
    expect(performance.now() - again).toBeLessThan(400);
  });

  it('are given to other modules as the history has them, failures too: whoever asks has a default', async () => {
    const api = new RecommendationInProcess(history);
    history.together = async () => ['a', 'b'];
    expect(await api.alsoBought('c', 2)).toEqual(['a', 'b']);
    history.together = failing;
    await expect(api.alsoBought('c', 2)).rejects.toThrow('the history is away');
  });
});
