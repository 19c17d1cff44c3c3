import type { Transaction } from '@twinshop/platform/database';
import type { Offer } from './catalog-api.port.ts';

export interface StockLine {
  productId: string;
  /** pieces, 1 or more */
  quantity: number;
}

/**
 * What came of taking stock. Offers are those of the moment the stock was taken (its rows are locked), so that an
 * order is priced as it is accepted.
 */
export type StockTake =
  | { outcome: 'taken' | 'out_of_stock'; offers: Map<string, Offer> }
  | { outcome: 'product_unavailable'; missing: string[] };

/** Stock inside somebody else's transaction: for processes in which catalogue and orders share a database. */
export abstract class StockApi {
  /** Takes all lines or nothing. No product may stand in two lines. */
  abstract take(tx: Transaction, lines: readonly StockLine[]): Promise<StockTake>;

  abstract giveBack(tx: Transaction, lines: readonly StockLine[]): Promise<void>;
}
