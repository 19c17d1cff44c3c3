import { Injectable, Logger } from '@nestjs/common';
import { SWEEP_PATIENCE_MS } from '../../domain/order-status.ts';
import type { OrderRow } from '../../persistence/order-row.ts';
import { Orders } from '../../persistence/orders.ts';
import { SettleOrder } from '../settle-order/settle-order.ts';

/** As many as the provider is asked for at once: a hanging one takes seconds for each, and an outage leaves hundreds. */
const AT_A_TIME = 100;

/** Takes up orders that a crash or a silent provider left pending. */
@Injectable()
export class FinishPendingOrders {
  /** When there last were orders to take up, in milliseconds since 1970. */
  lastTookUpAt = 0;
  private readonly log = new Logger(FinishPendingOrders.name);
  private readonly orders: Orders;
  private readonly settlement: SettleOrder;

  constructor(orders: Orders, settlement: SettleOrder) {
    this.orders = orders;
    this.settlement = settlement;
  }

  /** All that nobody works on, until the process stops. */
  async run(stopping?: AbortSignal): Promise<void> {
    for (let claimed = AT_A_TIME; claimed === AT_A_TIME && stopping?.aborted !== true;) {
      const pending = await this.orders.claimPending(AT_A_TIME);
      if (pending.length > 0) this.lastTookUpAt = Date.now();
      await Promise.all(pending.map((order) => this.finishOrLog(order)));
      claimed = pending.length;
    }
  }

  /** One that fails neither ends the round nor keeps others from it: its lease ends, and a sweep takes it up again. */
  private async finishOrLog(order: OrderRow): Promise<void> {
    try {
      await this.settlement.run(order, SWEEP_PATIENCE_MS);
    } catch (error) {
      this.log.warn(`order ${order.id} stays pending: ${(error as Error).message}`);
    }
  }
}
