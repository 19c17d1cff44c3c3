import { Module, type DynamicModule } from '@nestjs/common';
import { paymentEntities, paymentMigrations, PaymentModule } from '@twinshop/payment-feature';
import { DatabaseModule } from '@twinshop/platform/database';
import type { Log } from '@twinshop/platform/logging';
import { MessagingModule, messagingMigrations } from '@twinshop/platform/messaging';
import { Sealer } from '@twinshop/platform/secrets';
import { subscriptions } from '@twinshop/subscriptions';
import type { Registry } from 'prom-client';
import { readSealKey, type Config } from './config.ts';

/** Charges that may wait for the provider at once, and what else is asked meanwhile. */
const CONCURRENCY = 100;

/** What makes payments a process: a database of their own, and messages where the monolith calls. */
@Module({})
export class PaymentService {
  static wire(config: Config, log: Log, registry: Registry): DynamicModule {
    return {
      module: PaymentService,
      imports: [
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          applicationName: `payment-${config.INSTANCE}`,
          poolSize: config.DATABASE_POOL,
          entities: paymentEntities,
          migrations: [...messagingMigrations, ...paymentMigrations],
          onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
        }),
        MessagingModule.forRoot({
          queue: 'payment',
          subscriptions: subscriptions.payment,
          routes: subscriptions,
          redisUrl: config.REDIS_URL,
          concurrency: CONCURRENCY,
          registry,
          log,
        }),
        PaymentModule.forRoot({
          providerUrl: config.PAYMENT_PROVIDER_URL,
          registry,
          messages: { sealer: Sealer.from(readSealKey(config.PAYMENT_SEAL_KEY_FILE)) },
        }),
      ],
    };
  }
}
