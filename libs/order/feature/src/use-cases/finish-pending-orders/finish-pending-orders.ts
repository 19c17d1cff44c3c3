import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { Orders } from '../../persistence/orders.ts';
import { SettleOrder } from '../settle-order/settle-order.ts';

const EVERY_MS = 2_000;
const AT_A_TIME = 32;

/** Takes up orders that a crash or a silent provider left pending, at start and every two seconds. */
@Injectable()
export class FinishPendingOrders extends Schedule {
  constructor(orders: Orders, settlement: SettleOrder) {
    super('finish pending orders', EVERY_MS, async () => {
      for (let claimed = AT_A_TIME; claimed === AT_A_TIME;) {
        const pending = await orders.claimPending(AT_A_TIME);
        await Promise.all(pending.map((order) => settlement.run(order)));
        claimed = pending.length;
      }
    });
  }
}
