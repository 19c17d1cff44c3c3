import { Injectable, Logger } from '@nestjs/common';
import { Payments, type PaymentToTakeBack } from '../../persistence/payments.ts';
import { PaymentProvider } from '../../provider/payment-provider.ts';
import { PaymentMetrics } from '../../payment-metrics.ts';

const AT_A_TIME = 100;

/** Refunds what is due, and what was captured for orders that had been given up, until the provider has done so. */
@Injectable()
export class TakePaymentsBack {
  private readonly log = new Logger(TakePaymentsBack.name);
  private readonly payments: Payments;
  private readonly provider: PaymentProvider;
  private readonly metrics: PaymentMetrics;

  constructor(payments: Payments, provider: PaymentProvider, metrics: PaymentMetrics) {
    this.payments = payments;
    this.provider = provider;
    this.metrics = metrics;
  }

  /** All that is due now, until the process stops; answers how many there were. */
  async run(stopping?: AbortSignal): Promise<number> {
    for (let taken = 0; ;) {
      const due = await this.payments.claimToTakeBack(AT_A_TIME);
      await Promise.all(due.map((payment) => this.takeBackOrLog(payment)));
      taken += due.length;
      if (due.length < AT_A_TIME || stopping?.aborted === true) return taken;
    }
  }

  async refundNow(orderId: string): Promise<void> {
    const payment = await this.payments.refundDue(orderId);
    if (payment !== undefined) await this.takeBack(payment);
  }

  /** One that fails neither ends the round nor keeps others from it: its claim ends, and it is due again. */
  private async takeBackOrLog(payment: PaymentToTakeBack): Promise<void> {
    try {
      await this.takeBack(payment);
    } catch (error) {
      this.log.warn(`the payment of order ${payment.order_id} waits: ${(error as Error).message}`);
    }
  }

  private async takeBack(payment: PaymentToTakeBack): Promise<void> {
    const { order_id: orderId, amount } = payment;
    const chargeId = payment.provider_charge_id ?? (await this.lookUp(orderId, amount));
    if (chargeId === null) return this.payments.notCaptured(payment);
    if (chargeId === undefined) return this.payments.unreachable(payment);
    if (payment.status === 'abandoned') await this.payments.foundCaptured(orderId, chargeId);
    switch (await this.provider.refund(orderId, chargeId, amount)) {
      case 'refunded':
        return this.payments.refunded(orderId);
      case 'unknown':
        return this.payments.unreachable(payment);
      case 'refused':
        this.log.error(
          `the provider refuses to refund order ${orderId}: it is owed until somebody sees to it`,
        );
        this.metrics.refundRefused();
        return this.payments.refundRefused(payment);
    }
  }

  private async lookUp(orderId: string, amount: number): Promise<string | null | undefined> {
    const capture = await this.provider.capturedFor(orderId, amount);
    return capture === null ? null : capture?.id;
  }
}
