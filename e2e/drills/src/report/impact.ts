import type { EndpointImpact, RunRecord } from '../record/drill-record.ts';

export type Hurt = 'failed' | 'by fallback' | 'slower';

/** Below these a difference between fault and control may be chance. */
export const HURT_FROM = { share: 0.01, latencyFactor: 2, latencyMs: 20 } as const;

/** How many times the control's p99 that of the fault is; undefined where one of them saw no request. */
export const latencyFactor = ({ control, fault }: EndpointImpact): number | undefined =>
  control.requests > 0 && fault.requests > 0 && control.p99 > 0 ? fault.p99 / control.p99 : undefined;

/** What the fault did to an endpoint. */
export function hurts(impact: EndpointImpact): Hurt[] {
  const { control, fault } = impact;
  if (control.requests === 0 || fault.requests === 0) return [];
  const found: Hurt[] = [];
  if (control.succeeded - fault.succeeded >= HURT_FROM.share) found.push('failed');
  if (fault.degraded - control.degraded >= HURT_FROM.share) found.push('by fallback');
  if (isSlower(impact)) found.push('slower');
  return found;
}

const isSlower = (impact: EndpointImpact): boolean =>
  (latencyFactor(impact) ?? 0) >= HURT_FROM.latencyFactor &&
  impact.fault.p99 - impact.control.p99 >= HURT_FROM.latencyMs;

/** Whether a fault passed without a trace: nothing noticed it, and no endpoint was hurt. */
export const isUntouched = ({ recovery, blastRadius }: RunRecord): boolean =>
  recovery.detected === undefined &&
  recovery.degraded === undefined &&
  blastRadius.every((impact) => hurts(impact).length === 0);

/** The endpoint that lost most by the absence of a guard: answers first, then time. */
export function mostHurt(guarded: RunRecord, unguarded: RunRecord) {
  const pairs = unguarded.blastRadius.flatMap((without) => {
    const withAll = guarded.blastRadius.find(({ endpoint }) => endpoint === without.endpoint);
    return withAll && withAll.fault.requests > 0 && without.fault.requests > 0
      ? [{ endpoint: without.endpoint, withAll: withAll.fault, without: without.fault }]
      : [];
  });
  return pairs
    .map((pair) => ({
      ...pair,
      lost: pair.withAll.succeeded - pair.without.succeeded,
      slower: pair.without.p99 / Math.max(pair.withAll.p99, 1),
    }))
    .sort((one, other) =>
      Math.abs(other.lost - one.lost) >= HURT_FROM.share ? other.lost - one.lost : other.slower - one.slower,
    )[0];
}
