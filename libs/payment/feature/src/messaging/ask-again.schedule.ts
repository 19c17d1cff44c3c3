import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { ChargeAndTell } from './charge-and-tell.ts';

const EVERY_MS = 250;

/** Takes up the charges that are without an answer, and those whose process died. */
@Injectable()
export class AskAgainSchedule extends Schedule {
  constructor(charging: ChargeAndTell) {
    super('ask for payments again', EVERY_MS, (stopping) => charging.due(stopping));
  }
}
