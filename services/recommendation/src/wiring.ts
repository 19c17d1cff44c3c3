import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CatalogHttp } from '@twinshop/catalog-client';
import { CatalogApi } from '@twinshop/catalog-contracts';
import { ConfirmedOrdersHttp } from '@twinshop/order-client';
import { AuthModule, ServiceAuthModule, ServiceTokenIssuer } from '@twinshop/platform/auth';
import type { Log } from '@twinshop/platform/logging';
import { MessagingModule } from '@twinshop/platform/messaging';
import { ConfirmedOrders } from '@twinshop/recommendation-contracts';
import {
  ProjectionModule,
  RecommendationInternalModule,
  RecommendationModule,
} from '@twinshop/recommendation-feature';
import { subscriptions } from '@twinshop/subscriptions';
import type { Registry } from 'prom-client';
import { readJsonFile, type Config } from './config.ts';

/** Of the 250 ms that the gateway gives recommendations, so many that a silent catalogue is known for silent. */
const CATALOG_TIMEOUT_MS = 150;

/**
 * What makes recommendations a process: no database but a projection in Redis, fed by messages, where the monolith joins
 * the order tables; and the catalogue over HTTP.
 */
@Global()
@Module({})
export class RecommendationService {
  static async wire(config: Config, log: Log, registry: Registry): Promise<DynamicModule> {
    const issuer = await ServiceTokenIssuer.from(readJsonFile(config.SERVICE_PRIVATE_KEY_FILE) as never);
    const calls = { serviceToken: issuer, registry };
    const ports: Provider[] = [
      {
        provide: CatalogHttp,
        useFactory: () =>
          new CatalogHttp({ ...calls, baseUrl: config.CATALOG_URL, timeoutMs: CATALOG_TIMEOUT_MS }),
      },
      { provide: CatalogApi, useExisting: CatalogHttp },
      {
        provide: ConfirmedOrders,
        useFactory: () => new ConfirmedOrdersHttp({ ...calls, baseUrl: config.ORDER_URL }),
      },
    ];
    return {
      module: RecommendationService,
      imports: [
        MessagingModule.forRoot({
          queue: 'recommendation',
          subscriptions: subscriptions.recommendation,
          routes: subscriptions,
          redisUrl: config.REDIS_URL,
          registry,
          log,
        }),
        AuthModule.forRoot({ publicKeys: readJsonFile(config.AUTH_PUBLIC_KEYS_FILE) as never }),
        ServiceAuthModule.forRoot({
          audience: 'recommendation',
          publicKeys: readJsonFile(config.SERVICE_PUBLIC_KEYS_FILE) as never,
          issuer,
        }),
        ProjectionModule.forRoot({ redisUrl: config.REDIS_URL, registry, log }),
        RecommendationModule,
        RecommendationInternalModule,
      ],
      providers: ports,
      exports: ports,
    };
  }
}
