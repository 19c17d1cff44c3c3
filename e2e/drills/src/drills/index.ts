import type { Drill } from '../drill.ts';
import { poolExhausted, postgresKilled, postgresPartitioned } from './postgres.drills.ts';
import { clockAhead, eventLoopBlocked, logFull, poisonMessage, processFrozen } from './process.drills.ts';
import { providerDown, providerLosesReplies, providerSlow, providerStumbles } from './provider.drills.ts';
import { recommendationBlackholed } from './recommendation-blackholed.drill.ts';
import { recommendationErrors } from './recommendation-errors.drill.ts';
import { recommendationFlapping } from './recommendation-flapping.drill.ts';
import { recommendationKilled } from './recommendation-killed.drill.ts';
import { recommendationOverloaded } from './recommendation-overloaded.drill.ts';
import { recommendationSlow } from './recommendation-slow.drill.ts';
import { redisDown, redisFlushed, redisRestarted } from './redis.drills.ts';
import { gatewayReloaded, replicaKilled, rollingRestart } from './replicas.drills.ts';
import { catalogKilled, gatewayKilled, orderKilled, paymentKilled } from './service-killed.drills.ts';

/** Every drill that there is, those first that one should try first. */
export const drills: readonly Drill[] = [
  recommendationKilled,
  recommendationSlow,
  recommendationErrors,
  recommendationFlapping,
  recommendationBlackholed,
  recommendationOverloaded,
  catalogKilled,
  orderKilled,
  paymentKilled,
  gatewayKilled,
  replicaKilled,
  rollingRestart,
  gatewayReloaded,
  redisDown,
  redisRestarted,
  redisFlushed,
  postgresKilled,
  postgresPartitioned,
  poolExhausted,
  providerDown,
  providerSlow,
  providerLosesReplies,
  providerStumbles,
  eventLoopBlocked,
  processFrozen,
  poisonMessage,
  clockAhead,
  logFull,
];
