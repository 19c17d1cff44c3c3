import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { FinishPendingOrders } from './use-cases/finish-pending-orders/finish-pending-orders.ts';

const EVERY_MS = 2_000;

@Injectable()
export class FinishPendingOrdersSchedule extends Schedule {
  constructor(pending: FinishPendingOrders) {
    super('finish pending orders', EVERY_MS, (stopping) => pending.run(stopping));
  }
}
