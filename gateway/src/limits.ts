import type { GatewayLimits } from '@twinshop/topologies';

/**
 * Wide enough for a whole load test from one address; what they hold back is a client that would take all there is.
 * The answers of one's own deadline come before the gateway's, because the gateway waits longer.
 */
export const defaultLimits: GatewayLimits = {
  bodyBytes: 256 * 1024,
  requests: { perSecond: 20_000, burst: 20_000 },
  signIns: { perSecond: 200, burst: 1_000 },
  connections: 2_000,
  slowestClientMs: 10_000,
  answerWithinMs: 15_000,
  answerOrElseWithinMs: 250,
  drainMs: 15_000,
};
