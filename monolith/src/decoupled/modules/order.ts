import { Global, Module, type Provider } from '@nestjs/common';
import { CatalogHttp } from '@twinshop/catalog-client';
import { CatalogApi } from '@twinshop/catalog-contracts';
import { CatalogInProcess } from '@twinshop/catalog-feature';
import {
  checkoutBySaga,
  CheckoutProgress,
  FollowOrder,
  orderEntities,
  orderMigrations,
  OrderModule,
  sagaMigrations,
} from '@twinshop/order-feature';
import { AuthModule, ServiceAuthModule, TokenIssuer } from '@twinshop/platform/auth';
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
import { loadConfig, readJsonFile, readSealKey } from '../config.ts';
import type { Home } from '../home.ts';
import { host, type HostedModule } from '../hosted-module.ts';

@Global()
@Module({})
class Order {}

/** Customers, carts and orders. @param neighbours.catalog where the catalogue is */
export async function order(
  home: Home,
  neighbours: { catalog: 'next door' | 'over HTTP' },
): Promise<HostedModule> {
  const { config, log, issuer } = home;
  const own = loadConfig.order();
  const registry = new Registry();
  const overHttp =
    neighbours.catalog === 'next door'
      ? undefined
      : new CatalogHttp({
          baseUrl: loadConfig.catalogElsewhere().CATALOG_URL,
          serviceToken: issuer,
          registry,
        });
  const ports: Provider[] = [
    {
      provide: CatalogApi,
      useFactory: () => overHttp ?? home.neighbours.port('catalog', CatalogInProcess),
    },
  ];
  const app = await host(home, 'order', registry, {
    module: Order,
    imports: [
      DatabaseModule.forRoot({
        url: own.ORDER_DATABASE_URL,
        applicationName: `monolith-${config.INSTANCE}-order`,
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
        issuer: await TokenIssuer.from(readJsonFile(own.AUTH_PRIVATE_KEY_FILE) as never),
        publicKeys: readJsonFile(config.AUTH_PUBLIC_KEYS_FILE) as never,
      }),
      ServiceAuthModule.forRoot({
        audience: 'order',
        publicKeys: readJsonFile(config.SERVICE_PUBLIC_KEYS_FILE) as never,
        issuer,
      }),
      OrderModule.forRoot({
        admin: { email: own.ADMIN_EMAIL, password: own.ADMIN_PASSWORD },
        checkout: checkoutBySaga({ sealer: Sealer.from(readSealKey(own.PAYMENT_SEAL_KEY_FILE)) }),
        internalRoutes: true,
      }),
    ],
    providers: ports,
    exports: ports,
  });
  await standBy(app);
  return {
    name: 'order',
    app,
    registry,
    checks: [
      databaseCheck(app.get(Database)),
      app.get(CheckoutProgress),
      app.get(QueueProgress),
      app.get(RelayProgress),
      ...(overHttp === undefined ? [] : [breakerDetails(overHttp.http)]),
    ],
    extensions: [],
    endStreams: () => app.get(FollowOrder).end(),
  };
}
