import type { Offer } from '@twinshop/catalog-contracts';
import type { Line } from '@twinshop/order-contracts';
import { money, type Money } from '@twinshop/platform/values';

export interface PricedLine {
  productId: string;
  name: string;
  quantity: number;
  /** minor units */
  unitPrice: number;
}

/** Lines at the catalogue's prices, in the order they were asked for. What has no offer is left out. */
export const price = (
  lines: readonly { productId: string; quantity: number }[],
  offers: ReadonlyMap<string, Offer>,
): PricedLine[] =>
  lines.flatMap(({ productId, quantity }) => {
    const offer = offers.get(productId);
    return offer === undefined ? [] : [{ productId, quantity, name: offer.name, unitPrice: offer.price }];
  });

/** Minor units. At most 500 × 10,000 × 100,000,000, which is below 2^53. */
export const total = (lines: readonly Pick<PricedLine, 'quantity' | 'unitPrice'>[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);

/** Lines as the contract shows them, with their total. */
export const present = (lines: readonly PricedLine[]): { items: Line[]; total: Money } => ({
  items: lines.map(({ productId, name, quantity, unitPrice }) => ({
    productId,
    name,
    quantity,
    unitPrice: money(unitPrice),
    lineTotal: money(quantity * unitPrice),
  })),
  total: money(total(lines)),
});
