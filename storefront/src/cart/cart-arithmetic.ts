import type { Cart, Line, Money } from '../api/types.ts';

/** The most of one product that an order takes. */
export const largestQuantity = 10_000;

/** The cart as the shop will answer once a line has `quantity`; 0 takes the line away. */
export function withQuantity(cart: Cart, productId: string, quantity: number): Cart {
  const items = cart.items
    .map((line) =>
      line.productId === productId ? { ...line, quantity, lineTotal: times(line.unitPrice, quantity) } : line,
    )
    .filter((line) => line.quantity > 0);
  return { items, total: totalOf(items, cart.total) };
}

export function quantityOf(cart: Cart, productId: string): number {
  return cart.items.find((line) => line.productId === productId)?.quantity ?? 0;
}

/** Pieces, not lines. */
export function countPieces(lines: Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** A whole number from 1 to `most`, whatever was typed; what is no number becomes `fallback`. */
export function quantityFrom(text: string, most: number, fallback: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return fallback;
  return Math.max(1, Math.min(Math.trunc(number), most));
}

function totalOf(lines: Line[], before: Money): Money {
  return { ...before, amount: lines.reduce((sum, line) => sum + line.lineTotal.amount, 0) };
}

function times(price: Money, quantity: number): Money {
  return { ...price, amount: price.amount * quantity };
}
