import { decodeCursor, encodeCursor, isId } from '@twinshop/platform/values';
import { z } from 'zod';
import { PRODUCT_ORDERS, type ProductOrder } from './product-order.ts';

/** Where a page ended: the last product's place in its order. */
export interface Position {
  /** The value of the order's column: epoch milliseconds, minor units or popularity. */
  key: number;
  id: string;
  /** Search by best match: 0 while names match, 1 where only descriptions do. Always 0 elsewhere. */
  tier: 0 | 1;
}

/** PostgreSQL's greatest integer, and ECMAScript's last millisecond: a key beyond could not be compared. */
const GREATEST_INTEGER = 2_147_483_647;
const LAST_MILLISECOND = 8.64e15;

const Encoded = z.tuple([
  z.string(),
  z.int().min(0),
  z.string().refine(isId),
  z.union([z.literal(0), z.literal(1)]),
]);

/** A cursor is good for one order only; `list` names it ('newest', 'price', …, 'best-match'). */
export const writeCursor = (list: string, { key, id, tier }: Position): string =>
  encodeCursor([list, key, id, tier]);

/** The position, or undefined where the cursor was made by another list or by nobody. */
export const readCursor = (list: string, cursor: string): Position | undefined => {
  const decoded = decodeCursor(cursor, Encoded);
  if (decoded === undefined || decoded[0] !== list) return undefined;
  const [, key, id, tier] = decoded;
  const greatest = list === PRODUCT_ORDERS.newest.name ? LAST_MILLISECOND : GREATEST_INTEGER;
  return key > greatest ? undefined : { key, id, tier };
};

/** The column's value as PostgreSQL compares it. */
export const keyValue = (order: ProductOrder, key: number): number | Date =>
  order.column === 'created_at' ? new Date(key) : key;
