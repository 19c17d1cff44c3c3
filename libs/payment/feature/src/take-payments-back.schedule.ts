import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { TakePaymentsBack } from './use-cases/take-payments-back/take-payments-back.ts';

const EVERY_MS = 2_000;

@Injectable()
export class TakePaymentsBackSchedule extends Schedule {
  constructor(refunds: TakePaymentsBack) {
    super('take payments back', EVERY_MS, (stopping) => refunds.run(stopping));
  }
}
