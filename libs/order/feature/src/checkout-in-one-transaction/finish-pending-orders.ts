import { Injectable, Logger } from '@nestjs/common';
import { PendingOrders } from '../checkout/pending-orders.port.ts';
import { SWEEP_PATIENCE_MS } from '../domain/order-status.ts';
import type { OrderRow } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';
import { SettleOrder } from './settle-order.ts';

/** As many as the provider is asked for at once: a hanging one takes seconds for each, and an outage leaves hundreds. */
const AT_A_TIME = 100;

/** Takes up orders that a crash or a silent provider left pending. */
@Injectable()
export class FinishPendingOrders extends PendingOrders {
  private readonly log = new Logger(FinishPendingOrders.name);
  private readonly orders: Orders;
  private readonly settlement: SettleOrder;

  constructor(orders: Orders, settlement: SettleOrder) {
    super();
    this.orders = orders;
    this.settlement = settlement;
  }

  override async takeUp(stopping?: AbortSignal): Promise<void> {
    for (let claimed = AT_A_TIME; claimed === AT_A_TIME && stopping?.aborted !== true;) {
      const pending = await this.orders.claimPending(AT_A_TIME);
      if (pending.length > 0) this.lastTookUpAt = performance.now();
      await Promise.all(pending.map((order) => this.finishOrLog(order)));
      claimed = pending.length;
    }
  }

  override isAnyWaiting(longerThanMs: number): Promise<boolean> {
    return this.orders.isAnyWaiting(longerThanMs);
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
