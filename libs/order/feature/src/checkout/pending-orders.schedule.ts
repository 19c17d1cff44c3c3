import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { PendingOrders } from './pending-orders.port.ts';

const EVERY_MS = 2_000;

@Injectable()
export class PendingOrdersSchedule extends Schedule {
  constructor(pending: PendingOrders) {
    super('take pending orders up', EVERY_MS, (stopping) => pending.takeUp(stopping));
  }
}
