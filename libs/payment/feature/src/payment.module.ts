import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Sealer } from '@twinshop/platform/secrets';
import type { Registry } from 'prom-client';
import { AskAgainSchedule } from './messaging/ask-again.schedule.ts';
import { ChargeAndTell } from './messaging/charge-and-tell.ts';
import { PaymentAnswers } from './messaging/payment-answers.ts';
import { PaymentMessages } from './messaging/payment.messages.ts';
import { PaymentInProcess } from './payment-in-process.ts';
import { PaymentMetrics } from './payment-metrics.ts';
import { paymentEntities } from './persistence/index.ts';
import { Payments } from './persistence/payments.ts';
import { PaymentProvider } from './provider/payment-provider.ts';
import { TakePaymentsBackSchedule } from './take-payments-back.schedule.ts';
import { ChargeOrder } from './use-cases/charge-order/charge-order.ts';
import { TakePaymentsBack } from './use-cases/take-payments-back/take-payments-back.ts';

export interface PaymentOptions {
  /** base URL of the card processor */
  providerUrl: string;
  /** Where calls to the provider are counted, and refunds that it refuses. */
  registry?: Registry;
  /** Opens the card tokens of messages: with it the module hears them. Needs from its process: `Outbox`. */
  messages?: { sealer: Sealer };
}

/** Charges and refunds against the provider. Needs from its process: `Database`. */
@Module({})
export class PaymentModule {
  static forRoot({ providerUrl, registry, messages }: PaymentOptions): DynamicModule {
    return {
      module: PaymentModule,
      imports: [TypeOrmModule.forFeature(paymentEntities)],
      controllers: messages === undefined ? [] : [PaymentMessages],
      providers: [
        { provide: PaymentMetrics, useFactory: () => new PaymentMetrics(registry) },
        { provide: PaymentProvider, useFactory: () => new PaymentProvider(providerUrl, registry) },
        ChargeOrder,
        PaymentInProcess,
        Payments,
        TakePaymentsBack,
        TakePaymentsBackSchedule,
        ...(messages === undefined ? [] : byMessage(messages.sealer)),
      ],
      exports: [PaymentInProcess, PaymentProvider],
    };
  }
}

const byMessage = (sealer: Sealer) => [
  { provide: Sealer, useValue: sealer },
  AskAgainSchedule,
  ChargeAndTell,
  PaymentAnswers,
];
