import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CatalogApi, OfferEvents, StockApi } from '@twinshop/catalog-contracts';
import {
  catalogEntities,
  CatalogInProcess,
  catalogMigrations,
  CatalogModule,
  Stock,
} from '@twinshop/catalog-feature';
import { OrderEvents } from '@twinshop/order-contracts';
import {
  checkoutInOneTransaction,
  orderEntities,
  orderMigrations,
  OrderModule,
} from '@twinshop/order-feature';
import { PaymentApi } from '@twinshop/payment-contracts';
import {
  paymentEntities,
  PaymentInProcess,
  paymentMigrations,
  PaymentModule,
} from '@twinshop/payment-feature';
import { AuthModule, TokenIssuer } from '@twinshop/platform/auth';
import { DatabaseModule } from '@twinshop/platform/database';
import type { Log } from '@twinshop/platform/logging';
import { Baskets, RecommendationApi } from '@twinshop/recommendation-contracts';
import { RecommendationInProcess, RecommendationModule } from '@twinshop/recommendation-feature';
import type { Registry } from 'prom-client';
import { readJsonFile, type Config } from './config.ts';
import { JoinModules1790000000004 } from './migrations/1790000000004-join-modules.ts';
import { OfferEventsUnheard } from './offer-events.unheard.ts';
import { OrderEventsDirect } from './order-events.direct.ts';
import { BasketsInSql } from './purchase-history/baskets-in-sql.ts';

/**
 * What makes the modules a monolith: each port is met in the same process and, where it takes a transaction, in the
 * same database.
 */
const ports = [
  { provide: CatalogApi, useExisting: CatalogInProcess },
  { provide: StockApi, useExisting: Stock },
  { provide: OfferEvents, useClass: OfferEventsUnheard },
  { provide: PaymentApi, useExisting: PaymentInProcess },
  { provide: RecommendationApi, useExisting: RecommendationInProcess },
  { provide: Baskets, useClass: BasketsInSql },
  { provide: OrderEvents, useClass: OrderEventsDirect },
];

@Global()
@Module({})
export class Monolith {
  static async wire(config: Config, log: Log, registry: Registry): Promise<DynamicModule> {
    const issuer = await TokenIssuer.from(readJsonFile(config.AUTH_PRIVATE_KEY_FILE) as never);
    return {
      module: Monolith,
      imports: [
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          applicationName: `monolith-${config.INSTANCE}`,
          poolSize: config.DATABASE_POOL,
          entities: [...catalogEntities, ...orderEntities, ...paymentEntities],
          migrations: [
            ...catalogMigrations,
            ...orderMigrations,
            ...paymentMigrations,
            JoinModules1790000000004,
          ],
          onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
        }),
        AuthModule.forRoot({ issuer, publicKeys: readJsonFile(config.AUTH_PUBLIC_KEYS_FILE) as never }),
        CatalogModule,
        OrderModule.forRoot({
          admin: { email: config.ADMIN_EMAIL, password: config.ADMIN_PASSWORD },
          checkout: checkoutInOneTransaction,
        }),
        PaymentModule.forRoot({ providerUrl: config.PAYMENT_PROVIDER_URL, registry }),
        RecommendationModule,
      ],
      providers: ports,
      exports: ports,
    };
  }
}
