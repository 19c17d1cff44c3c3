import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PaymentInProcess } from './payment-in-process.ts';
import { paymentEntities } from './persistence/index.ts';
import { Payments } from './persistence/payments.ts';
import { PaymentProvider } from './provider/payment-provider.ts';
import { TakePaymentsBackSchedule } from './take-payments-back.schedule.ts';
import { ChargeOrder } from './use-cases/charge-order/charge-order.ts';
import { TakePaymentsBack } from './use-cases/take-payments-back/take-payments-back.ts';

/** Charges and refunds against the provider. Needs from its process: `Database`. */
@Module({})
export class PaymentModule {
  /** @param options.providerUrl base URL of the card processor */
  static forRoot(options: { providerUrl: string }): DynamicModule {
    return {
      module: PaymentModule,
      imports: [TypeOrmModule.forFeature(paymentEntities)],
      providers: [
        { provide: PaymentProvider, useFactory: () => new PaymentProvider(options.providerUrl) },
        ChargeOrder,
        PaymentInProcess,
        Payments,
        TakePaymentsBack,
        TakePaymentsBackSchedule,
      ],
      exports: [PaymentInProcess],
    };
  }
}
