import { describe, expect, it } from '@jest/globals';
import type { PlaceOrder } from '@twinshop/order-contracts';
import { fingerprint } from './request-fingerprint.ts';

const request: PlaceOrder = {
  items: [
    { productId: 'chair', quantity: 1 },
    { productId: 'lamp', quantity: 2 },
  ],
  payment: { method: 'card', token: 'tok_visa' },
};

describe('the fingerprint of a request', () => {
  it('is the same for the same request, whatever the order of its fields', () => {
    expect(
      fingerprint({
        payment: { token: 'tok_visa', method: 'card' },
        items: [
          { quantity: 1, productId: 'chair' },
          { quantity: 2, productId: 'lamp' },
        ],
      }),
    ).toBe(fingerprint(request));
  });

  it.each<[string, PlaceOrder]>([
    ['more of a product', { ...request, items: [request.items![0]!, { productId: 'lamp', quantity: 3 }] }],
    ['another product', { ...request, items: [request.items![0]!, { productId: 'rug', quantity: 2 }] }],
    ['a line more', { ...request, items: [...request.items!, { productId: 'rug', quantity: 1 }] }],
    ['a line less', { ...request, items: request.items!.slice(1) }],
    ['its lines the other way round', { ...request, items: [...request.items!].reverse() }],
    ['another card', { ...request, payment: { method: 'card', token: 'tok_other' } }],
    ['the cart', { payment: request.payment }],
    ['nothing', { ...request, items: [] }],
  ])('is another for %s', (_, other) => {
    expect(fingerprint(other)).not.toBe(fingerprint(request));
  });

  it('tells the cart from no items at all', () => {
    expect(fingerprint({ payment: request.payment })).not.toBe(
      fingerprint({ items: [], payment: request.payment }),
    );
  });

  it('does not show the card', () => {
    expect(fingerprint(request)).not.toContain('tok_visa');
  });
});
