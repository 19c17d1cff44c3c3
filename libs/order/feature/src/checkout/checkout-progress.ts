import { Injectable } from '@nestjs/common';
import type { ReadinessCheck } from '@twinshop/platform/operations';
import { PendingOrders } from './pending-orders.port.ts';

const WITHIN_MS = 15_000;

/**
 * Ready while pending orders are taken up. Not ready where one has waited for 15 s for somebody to do so, and this
 * process has taken none up for as long. What others answer does not matter: behind a provider or a queue that hangs,
 * orders wait their turn, but the turns go on.
 */
@Injectable()
export class CheckoutProgress implements ReadinessCheck {
  readonly name = 'checkout progress';
  private readonly pending: PendingOrders;

  constructor(pending: PendingOrders) {
    this.pending = pending;
  }

  readonly check = async (): Promise<void> => {
    if (performance.now() - this.pending.lastTookUpAt < WITHIN_MS) return;
    if (await this.pending.isAnyWaiting(WITHIN_MS)) {
      throw new Error(`pending orders have not been taken up for ${WITHIN_MS / 1_000} s`);
    }
  };
}
