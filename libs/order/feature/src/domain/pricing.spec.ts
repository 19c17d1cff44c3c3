import { describe, expect, it } from '@jest/globals';
import type { Offer } from '@twinshop/catalog-contracts';
import { money } from '@twinshop/platform/values';
import { present, price, total } from './pricing.ts';

const offers = (...all: Offer[]): Map<string, Offer> => new Map(all.map((offer) => [offer.productId, offer]));
const chair: Offer = { productId: 'chair', name: 'Chair', price: 4_999, version: 1 };
const lamp: Offer = { productId: 'lamp', name: 'Lamp', price: 1, version: 1 };

describe('pricing', () => {
  it('keeps the lines in the order they were asked for, whatever the order of the offers', () => {
    const lines = price(
      [
        { productId: 'lamp', quantity: 3 },
        { productId: 'chair', quantity: 2 },
      ],
      offers(chair, lamp),
    );
    expect(lines).toEqual([
      { productId: 'lamp', name: 'Lamp', quantity: 3, unitPrice: 1 },
      { productId: 'chair', name: 'Chair', quantity: 2, unitPrice: 4_999 },
    ]);
  });

  it('leaves out what has no offer', () => {
    expect(price([{ productId: 'sofa', quantity: 1 }], offers(chair))).toEqual([]);
  });

  it('adds up to the penny, line by line and in all', () => {
    const shown = present([
      { productId: 'lamp', name: 'Lamp', quantity: 3, unitPrice: 33 },
      { productId: 'chair', name: 'Chair', quantity: 7, unitPrice: 1_429 },
    ]);
    expect(shown.items.map(({ lineTotal }) => lineTotal)).toEqual([money(99), money(10_003)]);
    expect(shown.total).toEqual(money(10_102));
  });

  it('is exact for the largest order that there can be', () => {
    const largest = Array.from({ length: 500 }, () => ({ quantity: 10_000, unitPrice: 100_000_000 }));
    expect(total(largest)).toBe(500_000_000_000_000);
    expect(BigInt(total([...largest.slice(1), { quantity: 9_999, unitPrice: 99_999_999 }]))).toBe(
      499n * 10_000n * 100_000_000n + 9_999n * 99_999_999n,
    );
  });

  it('of nothing is nothing', () => {
    expect(present([])).toEqual({ items: [], total: money(0) });
  });
});
