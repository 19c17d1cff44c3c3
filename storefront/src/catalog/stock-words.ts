const few = 10;

export interface StockWords {
  tone: 'plenty' | 'few' | 'none';
  text: string;
}

export function stockWords(stock: number): StockWords {
  if (stock <= 0) return { tone: 'none', text: 'Out of stock' };
  if (stock <= few) return { tone: 'few', text: `Only ${stock} left` };
  return { tone: 'plenty', text: 'In stock' };
}

/** What to say about a line that asks for more than there is; null where there is enough. */
export function stockWarning(stock: number, quantity: number): string | null {
  if (stock >= quantity) return null;
  return stock <= 0 ? 'Out of stock just now' : `Only ${stock} left`;
}
