import { createHash } from 'node:crypto';
import type { Item } from '../history/history.ts';

/**
 * SQL for what the lines of a group of rows are, in a few bytes, however they are kept: equal where they have the same
 * products and quantities. Sorted as UUIDs: how text sorts depends on a database's locale.
 */
export const lineDigest = (productId: string, quantity: string): string =>
  `md5(string_agg(${productId}::text || ':' || ${quantity}::text, ' ' ORDER BY ${productId}))`;

/** The same of what was asked for. */
export function digestOf(items: readonly Item[]): string {
  const lines = items.map(({ productId, quantity }) => `${productId}:${quantity}`).sort();
  return createHash('md5').update(lines.join(' ')).digest('hex');
}
