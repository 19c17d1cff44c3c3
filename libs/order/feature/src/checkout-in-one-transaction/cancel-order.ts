import { Injectable, Logger } from '@nestjs/common';
import { StockApi } from '@twinshop/catalog-contracts';
import type { Order } from '@twinshop/order-contracts';
import { PaymentApi } from '@twinshop/payment-contracts';
import { Database } from '@twinshop/platform/database';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import type { CancelRefusal } from '../checkout/checkout.port.ts';
import { toOrder } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';

/** Takes a confirmed order back: stock returned and refund requested in one transaction, so both happen once. */
@Injectable()
export class CancelOrder {
  private readonly log = new Logger(CancelOrder.name);
  private readonly database: Database;
  private readonly orders: Orders;
  private readonly stock: StockApi;
  private readonly payment: PaymentApi;

  constructor(database: Database, orders: Orders, stock: StockApi, payment: PaymentApi) {
    this.database = database;
    this.orders = orders;
    this.stock = stock;
    this.payment = payment;
  }

  async run(customerId: string, orderId: string): Promise<Result<Order, CancelRefusal>> {
    const order = await this.orders.find(orderId);
    if (order?.customer_id !== customerId) return fail('order_not_found');
    const cancelled = await this.database.transaction(async (tx) => {
      const moved = await this.orders.move(order, 'confirmed', 'cancelled', null, tx);
      if (moved !== undefined) {
        await this.stock.giveBack(tx, order.lines);
        await this.payment.requestRefund(tx, orderId);
      }
      return moved;
    });
    if (cancelled === undefined) return fail('order_not_cancellable');
    await this.refundNow(orderId);
    return ok(toOrder(cancelled));
  }

  /** The order is cancelled, whatever becomes of this attempt: the refund is written down, and repeated. */
  private async refundNow(orderId: string): Promise<void> {
    try {
      await this.payment.refundNow(orderId);
    } catch (error) {
      this.log.warn(`the refund of order ${orderId} is left to the next round: ${(error as Error).message}`);
    }
  }
}
