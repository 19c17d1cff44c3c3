import type { Order, OrderStatus, Rejection } from '@twinshop/order-contracts';
import { present, type PricedLine } from '../domain/pricing.ts';

/** An order with its lines, as it is read in one round trip. */
export interface OrderRow {
  id: string;
  customer_id: string;
  fingerprint: string;
  status: OrderStatus;
  /** Stands here before the order is rejected, where it waits for its stock to be returned. */
  failure_code: Rejection | null;
  total_amount: number;
  payment_source: string | null;
  created_at: Date;
  updated_at: Date;
  /** Milliseconds that it was there when it was read, by the clock of its database. */
  age_ms: number;
  lines: PricedLine[];
}

export const toOrder = (row: OrderRow): Order => ({
  id: row.id,
  status: row.status,
  ...present(row.lines),
  failure: row.status === 'rejected' ? { code: row.failure_code! } : null,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
