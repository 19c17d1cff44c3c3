import { Injectable } from '@nestjs/common';
import { Payments, type PaymentToTakeBack } from '../../persistence/payments.ts';
import { PaymentProvider } from '../../provider/payment-provider.ts';

/** Refunds what is due, and what was captured for orders that had been given up, until the provider has done so. */
@Injectable()
export class TakePaymentsBack {
  private readonly payments: Payments;
  private readonly provider: PaymentProvider;

  constructor(payments: Payments, provider: PaymentProvider) {
    this.payments = payments;
    this.provider = provider;
  }

  /** One round over what is due now; answers how many there were. */
  async run(): Promise<number> {
    const due = await this.payments.claimToTakeBack();
    await Promise.all(due.map((payment) => this.takeBack(payment)));
    return due.length;
  }

  async refundNow(orderId: string): Promise<void> {
    const payment = await this.payments.refundDue(orderId);
    if (payment !== undefined) await this.takeBack(payment);
  }

  private async takeBack(payment: PaymentToTakeBack): Promise<void> {
    const { order_id: orderId, amount, attempts } = payment;
    const chargeId = payment.provider_charge_id ?? (await this.provider.capturedFor(orderId));
    if (chargeId === null) return this.payments.notCaptured(payment);
    if (chargeId === undefined) return this.payments.tryLater(orderId, attempts);
    if (payment.status === 'abandoned') await this.payments.foundCaptured(orderId, chargeId);
    if (await this.provider.refund(orderId, chargeId, amount)) await this.payments.refunded(orderId);
    else await this.payments.tryLater(orderId, attempts);
  }
}
