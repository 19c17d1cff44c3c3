import { Injectable } from '@nestjs/common';
import { StockApi } from '@twinshop/catalog-contracts';
import { OrderEvents, type Rejection } from '@twinshop/order-contracts';
import { PaymentApi, type ChargeOutcome } from '@twinshop/payment-contracts';
import { Database } from '@twinshop/platform/database';
import { LAST_ATTEMPT_MS, PAYMENT_DEADLINE_MS } from '../domain/order-status.ts';
import type { OrderRow } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';

/**
 * Brings a pending order to its end: charges it and confirms or rejects it. Safe to run again and at the same time,
 * by the request that placed the order and by the sweep after a crash: the provider's key is the order's, and only
 * one of them finds the order still pending.
 */
@Injectable()
export class SettleOrder {
  private readonly database: Database;
  private readonly orders: Orders;
  private readonly stock: StockApi;
  private readonly payment: PaymentApi;
  private readonly events: OrderEvents;

  constructor(database: Database, orders: Orders, stock: StockApi, payment: PaymentApi, events: OrderEvents) {
    this.database = database;
    this.orders = orders;
    this.stock = stock;
    this.payment = payment;
    this.events = events;
  }

  /**
   * The order as it is afterwards; still pending where the provider gave no answer and there is time left.
   * @param patienceMs milliseconds to wait for the provider
   */
  async run(order: OrderRow, patienceMs: number): Promise<OrderRow> {
    if (order.status !== 'pending') return order;
    const outcome = await this.charge(order, patienceMs);
    switch (outcome) {
      case 'captured':
        return this.confirm(order);
      case 'declined':
        return this.reject(order, 'payment_declined');
      case 'abandoned':
        return this.reject(order, 'payment_unavailable');
      case 'unreachable':
        return order;
    }
  }

  /** An order past its deadline gets one short attempt more, so that an outage leaves no queue of them. */
  private async charge(order: OrderRow, patienceMs: number): Promise<ChargeOutcome> {
    const charge = { orderId: order.id, amount: order.total_amount, source: order.payment_source ?? '' };
    const begun = performance.now();
    const isOverdue = (): boolean => order.age_ms + performance.now() - begun > PAYMENT_DEADLINE_MS;
    const outcome = await this.payment.charge(
      charge,
      isOverdue() ? Math.min(patienceMs, LAST_ATTEMPT_MS) : patienceMs,
    );
    return outcome === 'unreachable' && isOverdue() ? this.payment.abandon(charge) : outcome;
  }

  private async confirm(order: OrderRow): Promise<OrderRow> {
    const confirmed = await this.orders.move(order, 'pending', 'confirmed');
    if (confirmed === undefined) return this.asItIs(order);
    this.events.confirmed({ orderId: order.id, customerId: order.customer_id, lines: order.lines });
    return confirmed;
  }

  private async reject(order: OrderRow, reason: Rejection): Promise<OrderRow> {
    const rejected = await this.database.transaction(async (tx) => {
      const moved = await this.orders.move(order, 'pending', 'rejected', reason, tx);
      if (moved !== undefined) await this.stock.giveBack(tx, order.lines);
      return moved;
    });
    return rejected ?? this.asItIs(order);
  }

  /** Somebody else brought it to its end meanwhile. */
  private async asItIs(order: OrderRow): Promise<OrderRow> {
    return (await this.orders.find(order.id)) ?? order;
  }
}
