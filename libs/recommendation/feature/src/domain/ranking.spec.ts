import { describe, expect, it } from '@jest/globals';
import { likesOf, mostBought, neighboursOf, suggest } from './ranking.ts';

const baskets: Record<string, string> = { '1': 'ab', '2': 'abc', '3': 'ad', '4': 'be', '5': 'cf' };
const having = (product: string): string[] =>
  Object.keys(baskets)
    .filter((order) => baskets[order]!.includes(product))
    .reverse();

const suggested = (liked: string, limit = 10): string => {
  const likes = [...liked].map((productId) => ({ productId, weight: 1 }));
  const neighbours = neighboursOf(
    likes,
    likes.map(({ productId }) => having(productId)),
  );
  const contents = neighbours.map(({ orderId }) => [...(baskets[orderId] ?? '')]);
  return suggest(neighbours, contents, new Set(liked), limit).join('');
};

describe('neighbours', () => {
  it('are the orders that share the most, the latest where they share as much', () => {
    const likes = ['a', 'b'].map((productId) => ({ productId, weight: 1 }));
    const found = neighboursOf(likes, [having('a'), having('b')]);
    expect(found.map(({ orderId, shared }) => `${orderId}:${shared}`)).toEqual(['2:2', '1:2', '4:1', '3:1']);
  });

  it('are 200 at most', () => {
    const orders = Array.from({ length: 300 }, (_, n) => String(n).padStart(3, '0'));
    const found = neighboursOf([{ productId: 'a', weight: 1 }], [orders]);
    expect([found.length, found[0]!.orderId, found.at(-1)!.orderId]).toEqual([200, '299', '100']);
  });
});

describe('suggestions', () => {
  it('come from the baskets most like what is liked', () => {
    expect(suggested('ab')).toBe('cde');
    expect(suggested('ab', 1)).toBe('c');
  });

  it('trust a small basket more than a large one', () => {
    const neighbours = ['x', 'y'].map((orderId) => ({ orderId, shared: 1 }));
    expect(
      suggest(
        neighbours,
        [
          ['a', 'b', 'c', 'd'],
          ['a', 'e'],
        ],
        new Set('a'),
        1,
      ),
    ).toEqual(['e']);
  });

  it('are none of what is not known', () => {
    expect(suggested('z')).toBe('');
  });

  it('do without an order that is gone meanwhile', () => {
    const neighbours = ['x', 'y'].map((orderId) => ({ orderId, shared: 1 }));
    expect(suggest(neighbours, [[], ['a', 'e']], new Set('a'), 5)).toEqual(['e']);
  });
});

describe('what a customer likes', () => {
  it('fades from order to order, and is as much as when it was bought last', () => {
    expect(likesOf([['a', 'b'], ['b', 'c'], ['d']])).toEqual([
      { productId: 'a', weight: 1 },
      { productId: 'b', weight: 1 },
      { productId: 'c', weight: 1 / 4 },
      { productId: 'd', weight: 1 / 16 },
    ]);
  });

  it('is 50 products at most', () => {
    expect(likesOf([Array.from({ length: 80 }, (_, n) => String(n))])).toHaveLength(50);
  });
});

describe('what is bought most', () => {
  it('is in the most baskets; the elder product where two are in as many', () => {
    expect(mostBought([['b', 'a'], ['c', 'a', 'b'], ['a']])).toEqual(['a', 'b', 'c']);
  });
});
