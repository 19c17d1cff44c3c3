import { Counter, type Registry } from 'prom-client';

/** What an operator is to be told of payments. */
export class PaymentMetrics {
  private readonly refundsRefused: Counter;

  constructor(registry: Registry | undefined) {
    this.refundsRefused = new Counter({
      name: 'payment_refunds_refused_total',
      help: 'Refunds that the provider does not take as they are asked for: money that is owed until somebody sees to it',
      registers: registry === undefined ? [] : [registry],
    });
  }

  refundRefused(): void {
    this.refundsRefused.inc();
  }
}
