import type { StockLine } from '@twinshop/catalog-contracts';

export type Refusal = 'out_of_stock' | 'product_unavailable';

export interface OrderLines {
  orderId: string;
  lines: readonly StockLine[];
}

export interface Allocation {
  /** Pieces by product, of all orders that are served. */
  taken: Map<string, number>;
  /** Why not, by order, of those that are not. */
  refused: Map<string, Refusal>;
}

/**
 * Serves orders one after the other, each in all its lines or in none, from what earlier ones have left.
 * @param onHand pieces by product; one that is absent does not exist
 */
export const allocate = (onHand: ReadonlyMap<string, number>, orders: readonly OrderLines[]): Allocation => {
  const taken = new Map<string, number>();
  const refused = new Map<string, Refusal>();
  for (const { orderId, lines } of orders) {
    const wanted = [...piecesByProduct(lines)];
    if (wanted.some(([id]) => !onHand.has(id))) refused.set(orderId, 'product_unavailable');
    else if (wanted.some(([id, pieces]) => (taken.get(id) ?? 0) + pieces > onHand.get(id)!))
      refused.set(orderId, 'out_of_stock');
    else for (const [id, pieces] of wanted) taken.set(id, (taken.get(id) ?? 0) + pieces);
  }
  return { taken, refused };
};

export const piecesByProduct = (lines: readonly StockLine[]): Map<string, number> => {
  const pieces = new Map<string, number>();
  for (const { productId, quantity } of lines) pieces.set(productId, (pieces.get(productId) ?? 0) + quantity);
  return pieces;
};
