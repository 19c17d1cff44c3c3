import type { Position } from '../domain/page-cursor.ts';
import type { ProductOrder } from '../domain/product-order.ts';
import type { SummaryRow } from './product-row.ts';

export interface PageRow extends SummaryRow {
  /** The order's column, as in a cursor. */
  key: number;
}

export interface PageOf {
  order: ProductOrder;
  /** a slug */
  category: string | undefined;
  after: Omit<Position, 'tier'> | undefined;
  /** rows, at most 101 */
  rows: number;
}

/** Rows asked of PostgreSQL are rounded up to one of these, so that the prepared statements stay few. */
const SIZES = [11, 21, 51, 101];

export const FIELDS = 'p.id, p.sku, p.name, p.price_amount, p.category_slug';

export const size = (rows: number): number => SIZES.find((candidate) => candidate >= rows) ?? rows;

/** Pages of one shape are read by one prepared statement. */
export const shape = ({ order, category, after, rows }: PageOf): string =>
  [order.name, category === undefined ? 'all' : 'category', after ? 'after' : 'first', size(rows)].join(':');

export const keyOf = ({ column }: ProductOrder, p: string): string =>
  column === 'created_at' ? `(extract(epoch FROM ${p}.created_at) * 1000)::bigint` : `${p}.${column}`;

export const orderBy = ({ column, direction }: ProductOrder, p: string): string =>
  `${p}.${column} ${direction}, ${p}.id ${direction}`;

export const where = (conditions: string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
