import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { OfferEvents } from '@twinshop/catalog-contracts';
import {
  catalogEntities,
  CatalogInternalModule,
  CatalogMessagesModule,
  catalogMigrations,
  CatalogModule,
  OfferEventsByOutbox,
} from '@twinshop/catalog-feature';
import { AuthModule, ServiceAuthModule, ServiceTokenIssuer } from '@twinshop/platform/auth';
import { DatabaseModule } from '@twinshop/platform/database';
import type { Log } from '@twinshop/platform/logging';
import { MessagingModule, messagingMigrations } from '@twinshop/platform/messaging';
import { RecommendationHttp } from '@twinshop/recommendation-client';
import { RecommendationApi } from '@twinshop/recommendation-contracts';
import { subscriptions } from '@twinshop/subscriptions';
import type { Registry } from 'prom-client';
import { readJsonFile, type Config } from './config.ts';

/**
 * What makes the catalogue a process: a database of its own, recommendations over HTTP, and messages to and from the
 * orders, where the monolith shares a transaction.
 */
@Global()
@Module({})
export class CatalogService {
  static async wire(config: Config, log: Log, registry: Registry): Promise<DynamicModule> {
    const issuer = await ServiceTokenIssuer.from(readJsonFile(config.SERVICE_PRIVATE_KEY_FILE) as never);
    const recommendations = { baseUrl: config.RECOMMENDATION_URL, serviceToken: issuer, registry };
    const ports: Provider[] = [
      { provide: OfferEvents, useClass: OfferEventsByOutbox },
      { provide: RecommendationHttp, useFactory: () => new RecommendationHttp(recommendations) },
      { provide: RecommendationApi, useExisting: RecommendationHttp },
    ];
    return {
      module: CatalogService,
      imports: [
        DatabaseModule.forRoot({
          url: config.DATABASE_URL,
          applicationName: `catalog-${config.INSTANCE}`,
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
    };
  }
}
