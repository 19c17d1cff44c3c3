import { Global, Module, type Provider } from '@nestjs/common';
import { CatalogApi } from '@twinshop/catalog-contracts';
import { CatalogInProcess } from '@twinshop/catalog-feature';
import { ConfirmedOrdersInProcess } from '@twinshop/order-feature';
import { AuthModule } from '@twinshop/platform/auth';
import { MessagingModule, QueueProgress } from '@twinshop/platform/messaging';
import { ConfirmedOrders } from '@twinshop/recommendation-contracts';
import {
  Projection,
  projectionCheck,
  ProjectionModule,
  projectionOperations,
  Rebuild,
  RecommendationModule,
} from '@twinshop/recommendation-feature';
import { subscriptions } from '@twinshop/subscriptions';
import { Registry } from 'prom-client';
import { readJsonFile } from '../config.ts';
import type { Home } from '../home.ts';
import { host, type HostedModule } from '../hosted-module.ts';

@Global()
@Module({})
class Recommendation {}

/** Recommendations, from a projection in Redis. */
export async function recommendation(home: Home): Promise<HostedModule> {
  const { config, log, neighbours } = home;
  const registry = new Registry();
  const ports: Provider[] = [
    { provide: CatalogApi, useFactory: () => neighbours.port('catalog', CatalogInProcess) },
    { provide: ConfirmedOrders, useFactory: () => neighbours.port('order', ConfirmedOrdersInProcess) },
  ];
  const app = await host(home, 'recommendation', registry, {
    module: Recommendation,
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
      ProjectionModule.forRoot({ redisUrl: config.REDIS_URL, registry, log }),
      RecommendationModule,
    ],
    providers: ports,
    exports: ports,
  });
  const projection = app.get(Projection);
  return {
    name: 'recommendation',
    app,
    registry,
    checks: [projectionCheck(projection), app.get(QueueProgress)],
    extensions: [projectionOperations(projection, app.get(Rebuild))],
  };
}
