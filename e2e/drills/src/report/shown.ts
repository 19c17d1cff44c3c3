import { count, counted, duration, listed, percent, times } from '@twinshop/report';
import { violationsIn } from '@twinshop/invariants';
import type { EndpointImpact, RunRecord } from '../record/drill-record.ts';
import { HURT_FROM, hurts, isUntouched, latencyFactor, mostHurt } from './impact.ts';
import { ASKED_FOR } from './names.ts';
import type { Lesson } from './runs.ts';

/** What a run shows, in sentences that say no more than its numbers. */
export const shownBy = (run: RunRecord): string[] =>
  [answers(run), fallbacks(run), slowness(run), wayBack(run), check(run)].filter(
    (sentence) => sentence !== undefined,
  );

function answers({ blastRadius }: RunRecord): string | undefined {
  const asked = blastRadius.filter(({ fault }) => fault.requests > 0);
  if (asked.length === 0) return undefined;
  const lasted = 'From the fault until healing began,';
  const total = asked.reduce((sum, { fault }) => sum + fault.requests, 0);
  const short = asked.filter(({ fault }) => fault.succeeded < 1);
  if (short.length === 0) return `${lasted} every one of ${count(total)} requests was answered.`;
  const shares = short
    .toSorted((one, other) => one.fault.succeeded - other.fault.succeeded)
    .map(({ endpoint, fault }) => `${percent(fault.succeeded)} of ${ASKED_FOR[endpoint]}`);
  const answered = asked.reduce((sum, { fault }) => sum + fault.requests * fault.succeeded, 0);
  return `${lasted} ${percent(answered / total)} of ${count(total)} requests were answered: ${listed(short.length === asked.length ? shares : [...shares, '100% of everything else'])}.`;
}

function fallbacks({ blastRadius }: RunRecord): string | undefined {
  const degraded = blastRadius.filter((impact) => hurts(impact).includes('by fallback'));
  if (degraded.length === 0) return undefined;
  const shares = degraded.map(
    ({ endpoint, fault }) =>
      `${percent(Math.min(1, fault.degraded / fault.succeeded))} of the ${ASKED_FOR[endpoint]} that were answered`,
  );
  return `${listed(shares)} came by a fallback.`;
}

function slowness({ blastRadius }: RunRecord): string | undefined {
  const slowest = blastRadius
    .filter((impact) => hurts(impact).includes('slower'))
    .toSorted((one, other) => (latencyFactor(other) ?? 0) - (latencyFactor(one) ?? 0))[0];
  if (!slowest) {
    return blastRadius.some((impact) => latencyFactor(impact) !== undefined)
      ? `No endpoint’s p99 grew to ${HURT_FROM.latencyFactor} times the control’s.`
      : undefined;
  }
  return `Slowed down most: ${slowest.endpoint}, p99 ${change(slowest)}.`;
}

const change = (impact: EndpointImpact): string =>
  `${duration(impact.control.p99)} before, ${duration(impact.fault.p99)} during the fault (${times(latencyFactor(impact) ?? 1)})`;

function wayBack(run: RunRecord): string {
  const { healed, recovered } = run.recovery;
  if (recovered !== undefined) {
    return recovered <= healed
      ? 'All was as in the control again before the fault was healed.'
      : `All was as in the control again ${duration(recovered - healed)} after the fault was healed.`;
  }
  return isUntouched(run)
    ? 'Nothing in the shop noticed the fault, so nothing had to recover.'
    : 'It was not seen to be as in the control again.';
}

function check(run: RunRecord): string {
  const violations = violationsIn(run.check).length;
  const looked = run.check.invariants.flatMap(({ checked }) =>
    checked ? [`${count(checked.count)} ${checked.what}`] : [],
  );
  const verdict = violations === 0 ? 'nothing wrong' : counted(violations, 'violation');
  return looked.length === 0
    ? `The checker had nothing to look at, and found ${verdict}.`
    : `The checker looked at ${listed([...new Set(looked)])} and found ${verdict}.`;
}

/** What the absence of a guard shows. */
export function lessonShown({ guarded, unguarded }: Lesson): string {
  const worst = mostHurt(guarded, unguarded);
  if (!worst) return 'No endpoint was asked in both runs.';
  const without = listed(unguarded.without);
  const asked = ASKED_FOR[worst.endpoint];
  const violations = violationsIn(unguarded.check).length;
  return [
    `Without ${without}, ${percent(worst.without.succeeded)} of ${asked} were answered during the fault;`,
    `with all guards ${percent(worst.withAll.succeeded)}.`,
    `Their p99 was ${duration(worst.without.p99)} without and ${duration(worst.withAll.p99)} with them.`,
    ...(violations > 0 ? [`The checker found ${counted(violations, 'violation')} in the run without.`] : []),
  ].join(' ');
}
