import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Log } from '@twinshop/platform/logging';
import { Baskets } from '@twinshop/recommendation-contracts';
import type { Registry } from 'prom-client';
import { OrderMessages } from '../messaging/order.messages.ts';
import { BasketsInRedis } from './baskets-in-redis.ts';
import { KeepCompleteSchedule } from './keep-complete.schedule.ts';
import { Projection } from './projection.ts';
import { ProjectionMetrics } from './projection-metrics.ts';
import { ProjectionRedis } from './projection-redis.ts';
import { Rebuild } from './rebuild.ts';

export interface ProjectionOptions {
  redisUrl: string;
  registry: Registry;
  log: Log;
}

/** Baskets from a projection in Redis, which is fed by messages and built from `ConfirmedOrders`, which its process has to give. */
@Global()
@Module({})
export class ProjectionModule implements OnApplicationShutdown {
  private readonly redis: ProjectionRedis;

  constructor(redis: ProjectionRedis) {
    this.redis = redis;
  }

  static forRoot({ redisUrl, registry, log }: ProjectionOptions): DynamicModule {
    return {
      module: ProjectionModule,
      controllers: [OrderMessages],
      providers: [
        {
          provide: ProjectionRedis,
          useFactory: () =>
            new ProjectionRedis(redisUrl, (error) =>
              log.warn({ err: error, use: 'projection' }, 'Redis is away'),
            ),
        },
        { provide: ProjectionMetrics, useFactory: () => new ProjectionMetrics(registry) },
        { provide: Baskets, useClass: BasketsInRedis },
        KeepCompleteSchedule,
        Projection,
        Rebuild,
      ],
      exports: [Baskets, Projection, ProjectionRedis, Rebuild],
    };
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
