import { describe, expect, it } from '@jest/globals';
import type { Cart } from '../api/types.ts';
import { countPieces, quantityFrom, quantityOf, withQuantity } from './cart-arithmetic.ts';

const gbp = (amount: number) => ({ amount, currency: 'GBP' as const });
const cart: Cart = {
  items: [
    { productId: 'lamp', name: 'Lamp', quantity: 2, unitPrice: gbp(1999), lineTotal: gbp(3998) },
    { productId: 'mug', name: 'Mug', quantity: 1, unitPrice: gbp(850), lineTotal: gbp(850) },
  ],
  total: gbp(4848),
};

describe('the cart', () => {
  it('recomputes the line and the total when a quantity changes', () => {
    const changed = withQuantity(cart, 'lamp', 3);
    expect(changed.items[0]?.lineTotal).toEqual(gbp(5997));
    expect(changed.total).toEqual(gbp(6847));
    expect(cart.total).toEqual(gbp(4848));
  });

  it('drops a line of nought, down to an empty cart of nought', () => {
    const empty = withQuantity(withQuantity(cart, 'lamp', 0), 'mug', 0);
    expect(empty).toEqual({ items: [], total: gbp(0) });
  });

  it('counts pieces, and knows how many there are of a product', () => {
    expect(countPieces(cart.items)).toBe(3);
    expect(quantityOf(cart, 'lamp')).toBe(2);
    expect(quantityOf(cart, 'kettle')).toBe(0);
  });
});

describe('a typed quantity', () => {
  it.each([
    ['3', 3],
    ['0', 1],
    ['-4', 1],
    ['2.9', 2],
    ['99999', 50],
    ['', 7],
    ['many', 7],
  ])('%j becomes %d', (text, quantity) => {
    expect(quantityFrom(text, 50, 7)).toBe(quantity);
  });
});
