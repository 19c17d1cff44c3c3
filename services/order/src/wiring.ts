import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CatalogHttp } from '@twinshop/catalog-client';
import { CatalogApi } from '@twinshop/catalog-contracts';
import {
  checkoutBySaga,
  orderEntities,
  orderMigrations,
  OrderModule,
  sagaMigrations,
} from '@twinshop/order-feature';
import { AuthModule, ServiceAuthModule, ServiceTokenIssuer, TokenIssuer } from '@twinshop/platform/auth';
import { DatabaseModule } from '@twinshop/platform/database';
import type { Log } from '@twinshop/platform/logging';
import { MessagingModule, messagingMigrations } from '@twinshop/platform/messaging';
import { Sealer } from '@twinshop/platform/secrets';
import { subscriptions } from '@twinshop/subscriptions';
import type { Registry } from 'prom-client';
import { readJsonFile, readSealKey, type Config } from './config.ts';

/**
 * What makes orders a process: a database of their own, a checkout by saga where the monolith has one transaction, and
 * the catalogue over HTTP for what there is no copy of.
 */
@Global()
@Module({})
export class OrderService {
  static async wire(config: Config, log: Log, registry: Registry): Promise<DynamicModule> {
    const [customers, services] = await Promise.all([
      TokenIssuer.from(readJsonFile(config.AUTH_PRIVATE_KEY_FILE) as never),
      ServiceTokenIssuer.from(readJsonFile(config.SERVICE_PRIVATE_KEY_FILE) as never),
    ]);
    const ports: Provider[] = [
      {
        provide: CatalogHttp,
        useFactory: () => new CatalogHttp({ baseUrl: config.CATALOG_URL, serviceToken: services, registry }),
      },
      { provide: CatalogApi, useExisting: CatalogHttp },
    ];
    return {
      module: OrderService,
      imports: [
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          applicationName: `order-${config.INSTANCE}`,
          poolSize: config.DATABASE_POOL,
          entities: orderEntities,
          migrations: [...messagingMigrations, ...orderMigrations, ...sagaMigrations],
          onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
        }),
        MessagingModule.forRoot({
          queue: 'order',
          subscriptions: subscriptions.order,
          routes: subscriptions,
          redisUrl: config.REDIS_URL,
          registry,
          log,
        }),
        AuthModule.forRoot({
          issuer: customers,
          publicKeys: readJsonFile(config.AUTH_PUBLIC_KEYS_FILE) as never,
        }),
        ServiceAuthModule.forRoot({
          audience: 'order',
          publicKeys: readJsonFile(config.SERVICE_PUBLIC_KEYS_FILE) as never,
          issuer: services,
        }),
        OrderModule.forRoot({
          admin: { email: config.ADMIN_EMAIL, password: config.ADMIN_PASSWORD },
          checkout: checkoutBySaga({ sealer: Sealer.from(readSealKey(config.PAYMENT_SEAL_KEY_FILE)) }),
          internalRoutes: true,
        }),
      ],
      providers: ports,
      exports: ports,
    };
  }
}
