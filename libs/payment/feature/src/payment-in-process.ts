import { Injectable } from '@nestjs/common';
import { PaymentApi, type Charge, type ChargeOutcome } from '@twinshop/payment-contracts';
import type { Transaction } from '@twinshop/platform/database';
import { Payments } from './persistence/payments.ts';
import { ChargeOrder } from './use-cases/charge-order/charge-order.ts';
import { TakePaymentsBack } from './use-cases/take-payments-back/take-payments-back.ts';

/** Payments for modules in the same process and database. */
@Injectable()
export class PaymentInProcess extends PaymentApi {
  private readonly payments: Payments;
  private readonly charges: ChargeOrder;
  private readonly refunds: TakePaymentsBack;

  constructor(payments: Payments, charges: ChargeOrder, refunds: TakePaymentsBack) {
    super();
    this.payments = payments;
    this.charges = charges;
    this.refunds = refunds;
  }

  override charge(charge: Charge, patienceMs: number): Promise<ChargeOutcome> {
    return this.charges.run(charge, patienceMs);
  }

  override async abandon(charge: Charge): Promise<'captured' | 'declined' | 'abandoned'> {
    const status = await this.payments.abandon(charge);
    return status === 'captured' || status === 'declined' ? status : 'abandoned';
  }

  override requestRefund(tx: Transaction, orderId: string): Promise<void> {
    return this.payments.requestRefund(tx, orderId);
  }

  override refundNow(orderId: string): Promise<void> {
    return this.refunds.refundNow(orderId);
  }
}
