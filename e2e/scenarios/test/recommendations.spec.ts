import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { expectProblem } from '../src/expectations.ts';
import { lines, Shop } from '../src/shop.ts';
import type { Suggestions } from '../src/shop-types.ts';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

const ids = ({ items }: Suggestions) => items.map(({ id }) => id);

describe('recommendations', () => {
  it('are the best sellers for someone who is not signed in', async () => {
    const { status, body } = await shop.anyone.get<Suggestions>('/api/recommendations');

    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['items', 'source']);
    expect(['recommendations', 'default']).toContain(body.source);
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.items.length).toBeLessThanOrEqual(10);
  });

  it('are for a customer who is signed in, even without a purchase', async () => {
    const buyer = await shop.aCustomer();

    const { status, body } = await buyer.http.get<Suggestions>('/api/recommendations', {
      query: { limit: 3 },
    });

    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(3);
    expect(new Set(ids(body)).size).toBe(body.items.length);
  });

  it.each(['0', '-1', '1.5', 'ten', '101'])('refuse the limit "%s"', async (limit) => {
    expectProblem(
      await shop.anyone.get('/api/recommendations', { query: { limit } }),
      400,
      'validation_failed',
    );
  });

  it('learn what was bought together', async () => {
    const [bread, butter, lonely] = await Promise.all([shop.aProduct(), shop.aProduct(), shop.aProduct()]);
    const buyers = await Promise.all([shop.aCustomer(), shop.aCustomer(), shop.aCustomer()]);
    for (const buyer of buyers) {
      expect(await buyer.order({ items: lines(bread, butter) })).toMatchObject({ status: 'confirmed' });
    }

    await eventually(
      async () => {
        const { body } = await shop.anyone.get<Suggestions>(`/api/products/${bread.id}/related`);
        expect(body.source).toBe('recommendations');
        expect(ids(body)).toContain(butter.id);
        expect(ids(body)).not.toContain(lonely.id);
      },
      { within: 20_000, describe: 'butter is related to bread' },
    );
  });
});
