import { describe, expect, it } from '@jest/globals';
import { allocate, type OrderLines } from './allocate.ts';

const order = (orderId: string, pieces: Record<string, number>): OrderLines => ({
  orderId,
  lines: Object.entries(pieces).map(([productId, quantity]) => ({ productId, quantity })),
});
const onHand = (pieces: Record<string, number>) => new Map(Object.entries(pieces));

describe('stock is allocated', () => {
  it('to orders in their turn, until there is too little', () => {
    const orders = [order('a', { chair: 2 }), order('b', { chair: 2 }), order('c', { chair: 1 })];
    expect(allocate(onHand({ chair: 3 }), orders)).toEqual({
      taken: new Map([['chair', 3]]),
      refused: new Map([['b', 'out_of_stock']]),
    });
  });

  it('for all lines of an order or for none', () => {
    const orders = [order('a', { chair: 1, table: 2 }), order('b', { chair: 1 })];
    expect(allocate(onHand({ chair: 1, table: 1 }), orders)).toEqual({
      taken: new Map([['chair', 1]]),
      refused: new Map([['a', 'out_of_stock']]),
    });
  });

  it('not to an order for a product that does not exist, whatever else it lacks', () => {
    const orders = [order('a', { chair: 9, lamp: 1 }), order('b', { chair: 1 })];
    expect(allocate(onHand({ chair: 1 }), orders)).toEqual({
      taken: new Map([['chair', 1]]),
      refused: new Map([['a', 'product_unavailable']]),
    });
  });

  it('once for a product that stands in two lines', () => {
    const twice = {
      orderId: 'a',
      lines: [
        { productId: 'chair', quantity: 2 },
        { productId: 'chair', quantity: 2 },
      ],
    };
    expect(allocate(onHand({ chair: 4 }), [twice]).taken).toEqual(new Map([['chair', 4]]));
    expect(allocate(onHand({ chair: 3 }), [twice]).refused).toEqual(new Map([['a', 'out_of_stock']]));
  });

  it('to the last piece, and to nobody of what there is none of', () => {
    expect(allocate(onHand({ chair: 1 }), [order('a', { chair: 1 })]).refused.size).toBe(0);
    expect(allocate(onHand({ chair: 0 }), [order('a', { chair: 1 })]).refused.size).toBe(1);
  });
});
