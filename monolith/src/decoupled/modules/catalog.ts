import { Global, Module, type Provider } from '@nestjs/common';
import { OfferEvents } from '@twinshop/catalog-contracts';
import {
  catalogEntities,
  CatalogInternalModule,
  CatalogMessagesModule,
  catalogMigrations,
  CatalogModule,
  OfferEventsByOutbox,
} from '@twinshop/catalog-feature';
import { AuthModule, ServiceAuthModule } from '@twinshop/platform/auth';
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
import { RecommendationHttp } from '@twinshop/recommendation-client';
import { RecommendationApi } from '@twinshop/recommendation-contracts';
import { RecommendationInProcess } from '@twinshop/recommendation-feature';
import { subscriptions } from '@twinshop/subscriptions';
import { Registry } from 'prom-client';
import { loadConfig, readJsonFile } from '../config.ts';
import type { Home } from '../home.ts';
import { host, type HostedModule } from '../hosted-module.ts';

@Global()
@Module({})
class Catalog {}

/** Products and stock. @param neighbours.recommendation where recommendations are */
export async function catalog(
  home: Home,
  neighbours: { recommendation: 'next door' | 'over HTTP' },
): Promise<HostedModule> {
  const { config, log, issuer } = home;
  const { CATALOG_DATABASE_URL } = loadConfig.catalog();
  const registry = new Registry();
  const overHttp =
    neighbours.recommendation === 'next door'
      ? undefined
      : new RecommendationHttp({
          baseUrl: loadConfig.recommendationsElsewhere().RECOMMENDATION_URL,
          serviceToken: issuer,
          registry,
        });
  const ports: Provider[] = [
    { provide: OfferEvents, useClass: OfferEventsByOutbox },
    {
      provide: RecommendationApi,
      useFactory: () => overHttp ?? home.neighbours.port('recommendation', RecommendationInProcess),
    },
  ];
  const app = await host(home, 'catalog', registry, {
    module: Catalog,
    imports: [
      DatabaseModule.forRoot({
        url: CATALOG_DATABASE_URL,
        applicationName: `monolith-${config.INSTANCE}-catalog`,
        poolSize: config.DATABASE_POOL,
        entities: catalogEntities,
        migrations: [...messagingMigrations, ...catalogMigrations],
        onPoolError: (error) => log.warn({ err: error }, 'a database connection was lost'),
      }),
      MessagingModule.forRoot({
        queue: 'catalog',
        subscriptions: subscriptions.catalog,
        routes: subscriptions,
        redisUrl: config.REDIS_URL,
        registry,
        log,
      }),
      AuthModule.forRoot({ publicKeys: readJsonFile(config.AUTH_PUBLIC_KEYS_FILE) as never }),
      ServiceAuthModule.forRoot({
        audience: 'catalog',
        publicKeys: readJsonFile(config.SERVICE_PUBLIC_KEYS_FILE) as never,
        issuer,
      }),
      CatalogModule,
      CatalogMessagesModule,
      CatalogInternalModule,
    ],
    providers: ports,
    exports: ports,
  });
  await standBy(app);
  return {
    name: 'catalog',
    app,
    registry,
    checks: [
      databaseCheck(app.get(Database)),
      app.get(QueueProgress),
      app.get(RelayProgress),
      ...(overHttp === undefined ? [] : [breakerDetails(overHttp.http)]),
    ],
    extensions: [],
  };
}
