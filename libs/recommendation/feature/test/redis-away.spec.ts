import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CatalogApi, type Offer, type ProductSummary } from '@twinshop/catalog-contracts';
import { eventually, ownRedis, type OwnRedis } from '@twinshop/testing';
import { PopularProducts } from '../src/use-cases/recommend/popular-products.ts';
import { Recommend } from '../src/use-cases/recommend/recommend.ts';
import { OrderTable, Replica, trade } from './projected.ts';

class CatalogDouble extends CatalogApi {
  override async offers(): Promise<Map<string, Offer>> {
    return new Map();
  }

  override async summaries(ids: readonly string[]): Promise<ProductSummary[]> {
    return ids.map((id) => ({ id }) as ProductSummary);
  }

  override async popular(limit: number): Promise<ProductSummary[]> {
    return [{ id: 'popular' } as ProductSummary].slice(0, limit);
  }
}

describe('while Redis is away', () => {
  let server: OwnRedis;
  let replica: Replica;
  let recommend: Recommend;
  const { customers, products, changes } = trade(200);

  beforeEach(async () => {
    server = await ownRedis();
    replica = new Replica(server.url, new OrderTable());
    await replica.projection.take(changes);
    const catalog = new CatalogDouble();
    recommend = new Recommend(replica.history, catalog, new PopularProducts(catalog));
  });
  afterEach(async () => {
    replica.close();
    await server.remove();
  });

  const source = async (): Promise<string> => (await recommend.run(customers[0], 5)).source;

  it('customers get the default list at once, and recommendations again when it is back', async () => {
    expect(await source()).toBe('recommendations');
    await server.kill();
    for (let n = 0; n < 5; n += 1) {
      const begun = performance.now();
      expect(await source()).toBe('default');
      expect(performance.now() - begun).toBeLessThan(400);
    }
    await server.start();
    await eventually(async () => expect(await source()).toBe('recommendations'), {
      describe: 'recommendations are back',
    });
  });

  it('also where it hangs', async () => {
    await server.hang();
    const begun = performance.now();
    expect(await source()).toBe('default');
    expect(performance.now() - begun).toBeLessThan(400);
    await server.goOn();
    await eventually(async () => expect(await source()).toBe('recommendations'), {
      describe: 'recommendations are back',
    });
  });

  it('messages are refused, to come again, and taken when it is back', async () => {
    const view = await replica.view(products, customers);
    await server.kill();
    await expect(replica.projection.take(changes.slice(0, 1))).rejects.toThrow();
    await server.start();
    await eventually(() => replica.projection.take(changes), { describe: 'messages are taken' });
    expect(await replica.view(products, customers)).toEqual(view);
  });
});
