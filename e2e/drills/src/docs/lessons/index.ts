import type { Lesson } from '../lesson.ts';
import { poolExhausted, postgresKilled, postgresPartitioned } from './postgres.lessons.ts';
import { clockAhead, eventLoopBlocked, logFull, poisonMessage, processFrozen } from './process.lessons.ts';
import { providerDown, providerLosesReplies, providerSlow, providerStumbles } from './provider.lessons.ts';
import {
  recommendationBlackholed,
  recommendationErrors,
  recommendationFlapping,
  recommendationKilled,
  recommendationOverloaded,
  recommendationSlow,
} from './recommendation.lessons.ts';
import { redisDown, redisFlushed, redisRestarted } from './redis.lessons.ts';
import { gatewayReloaded, replicaKilled, rollingRestart } from './replicas.lessons.ts';
import { catalogKilled, gatewayKilled, orderKilled, paymentKilled } from './services.lessons.ts';

/** By the drill's name. */
export const lessons: Readonly<Record<string, Lesson>> = {
  'recommendation-killed': recommendationKilled,
  'recommendation-slow': recommendationSlow,
  'recommendation-errors': recommendationErrors,
  'recommendation-flapping': recommendationFlapping,
  'recommendation-blackholed': recommendationBlackholed,
  'recommendation-overloaded': recommendationOverloaded,
  'catalog-killed': catalogKilled,
  'order-killed': orderKilled,
  'payment-killed': paymentKilled,
  'gateway-killed': gatewayKilled,
  'replica-killed': replicaKilled,
  'rolling-restart': rollingRestart,
  'gateway-reloaded': gatewayReloaded,
  'redis-down': redisDown,
  'redis-restarted': redisRestarted,
  'redis-flushed': redisFlushed,
  'postgres-killed': postgresKilled,
  'postgres-partitioned': postgresPartitioned,
  'pool-exhausted': poolExhausted,
  'provider-down': providerDown,
  'provider-slow': providerSlow,
  'provider-loses-replies': providerLosesReplies,
  'provider-stumbles': providerStumbles,
  'event-loop-blocked': eventLoopBlocked,
  'process-frozen': processFrozen,
  'poison-message': poisonMessage,
  'clock-ahead': clockAhead,
  'log-full': logFull,
};
