import { Module } from '@nestjs/common';
import {
  paymentEntities,
  paymentMigrations,
  PaymentModule,
  PaymentProvider,
} from '@twinshop/payment-feature';
import { Database, DatabaseModule } from '@twinshop/platform/database';
import {
  MessagingModule,
  messagingMigrations,
  QueueProgress,
  RelayProgress,
} from '@twinshop/platform/messaging';
import { databaseCheck } from '@twinshop/platform/operations';
import { standBy } from '@twinshop/platform/ownership';
import { breakerDetails } from '@twinshop/platform/resilience';
import { Sealer } from '@twinshop/platform/secrets';
import { subscriptions } from '@twinshop/subscriptions';
import { Registry } from 'prom-client';
import { loadConfig, readSealKey } from '../config.ts';
import type { Home } from '../home.ts';
import { host, type HostedModule } from '../hosted-module.ts';

/** Charges that may wait for the provider at once, and what else is asked meanwhile. */
const CONCURRENCY = 100;

@Module({})
class Payment {}

/** Charges and refunds, asked for by message. */
export async function payment(home: Home): Promise<HostedModule> {
  const { config, log } = home;
  const own = loadConfig.payment();
  const registry = new Registry();
  const app = await host(home, 'payment', registry, {
    module: Payment,
    imports: [
      DatabaseModule.forRoot({
        url: own.PAYMENT_DATABASE_URL,
        applicationName: `monolith-${config.INSTANCE}-payment`,
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
        providerUrl: own.PAYMENT_PROVIDER_URL,
        registry,
        messages: { sealer: Sealer.from(readSealKey(own.PAYMENT_SEAL_KEY_FILE)) },
      }),
    ],
  });
  await standBy(app);
  return {
    name: 'payment',
    app,
    registry,
    checks: [
      databaseCheck(app.get(Database)),
      app.get(QueueProgress),
      app.get(RelayProgress),
      breakerDetails(app.get(PaymentProvider).http),
    ],
    extensions: [],
  };
}
