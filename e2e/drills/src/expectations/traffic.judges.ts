import type { Endpoint, Impact } from '../record/drill-record.ts';
import { Tally } from '../traffic/tally.ts';
import type { Evidence, Judge } from './judge.ts';
import { milliseconds, percent } from './words.ts';

/** Below this, a quotient of two p99s says more about the machine than about the shop. */
const NOISE_MS = 10;

const impactOf = (
  endpoint: Endpoint,
  during: keyof Evidence['during'],
  { during: tallies }: Evidence,
): Impact => tallies[during].get(endpoint)!.impact;

/** Slower than this without a fault, the machine has something else to do, and says nothing about the shop. */
const STEADY_MS = 500;

/** Nothing was wrong before the fault: else what comes after it proves nothing. */
export const wasSteady: Judge = ({ during }) => {
  const all = [...during.control].map(([endpoint, tally]) => ({ endpoint, ...tally.impact }));
  const asked = all.filter(({ requests }) => requests > 0);
  const unsteady = asked.filter(({ succeeded, p99 }) => succeeded < 0.999 || p99 > STEADY_MS);
  return {
    says: 'All is well before the fault (if not, try again on a machine that has less to do)',
    bar: `every endpoint at least 99.9%, p99 at most ${milliseconds(STEADY_MS)}`,
    measured:
      asked.length === 0
        ? 'nobody asked for anything'
        : unsteady.length === 0
          ? `all of them, p99 at most ${milliseconds(Math.max(...asked.map(({ p99 }) => p99)))}`
          : unsteady
              .map(
                ({ endpoint, succeeded, p99 }) => `${endpoint}: ${percent(succeeded)}, ${milliseconds(p99)}`,
              )
              .join('; '),
    met: asked.length > 0 && unsteady.length === 0,
  };
};

/** A share of the requests that came until all was healed is answered as it should be, if by a fallback. */
export const answers =
  (endpoint: Endpoint, share: number): Judge =>
  ({ during }) => {
    const untilHealed = new Tally();
    for (const tallies of [during.fault, during.healing]) untilHealed.add(tallies.get(endpoint)!);
    const { succeeded, requests } = untilHealed.impact;
    return {
      says: `Requests for ${plural(endpoint)} are answered during the fault`,
      bar: share === 1 ? 'all' : `at least ${percent(share)}`,
      measured: `${percent(succeeded)} of ${requests.toLocaleString('en')}`,
      met: requests > 0 && succeeded >= share,
    };
  };

/** What came before the fault, and after it was healed, is answered. */
export const answersOtherwise =
  (endpoint: Endpoint, share: number): Judge =>
  (evidence) => {
    const before = impactOf(endpoint, 'control', evidence);
    const after = impactOf(endpoint, 'afterwards', evidence);
    const succeeded = Math.min(before.succeeded, after.succeeded);
    return {
      says: `Requests for ${plural(endpoint)} are answered before the fault and once it is over`,
      bar: `at least ${percent(share)}`,
      measured: percent(succeeded),
      met: succeeded >= share,
    };
  };

/** The slowest hundredth is hardly slower during the fault than without it. */
export const staysAsFast =
  (endpoint: Endpoint, times: number): Judge =>
  (evidence) => {
    const before = impactOf(endpoint, 'control', evidence);
    const during = impactOf(endpoint, 'fault', evidence);
    const [control, fault] = [before.p99, during.p99];
    const isKnown = before.requests > 0 && during.requests > 0;
    return {
      says: `p99 of ${plural(endpoint)} during the fault beside the control's`,
      bar: `at most ${times} times, or ${NOISE_MS} ms more`,
      measured: isKnown
        ? `${milliseconds(fault)} beside ${milliseconds(control)}: ${(fault / control).toFixed(2)} times`
        : 'there were no requests',
      met: isKnown && fault <= Math.max(control * times, control + NOISE_MS),
    };
  };

/** Answers come from a fallback in the second half of the fault, once everybody has noticed it. */
export const degrades =
  (endpoint: Endpoint, share: number): Judge =>
  ({ seconds, recovery }) => {
    const late = seconds.filter(
      ({ atMs }) => atMs >= (recovery.fault + recovery.healed) / 2 && atMs + 1_000 <= recovery.healed,
    );
    const sum = (of: 'requests' | 'degraded'): number =>
      late.reduce((total, { endpoints }) => total + (endpoints[endpoint]?.[of] ?? 0), 0);
    const degraded = sum('requests') === 0 ? 0 : sum('degraded') / sum('requests');
    return {
      says: `Requests for ${plural(endpoint)} are answered by the default list in the second half of the fault`,
      bar: `at least ${percent(share)}`,
      measured: percent(degraded),
      met: degraded >= share,
    };
  };

const plural = (endpoint: Endpoint): string =>
  ({
    'product page': 'product pages',
    'related products': 'related products',
    recommendations: 'recommendations',
    'product list': 'product lists',
    'place order': 'new orders',
    'read order': 'orders that are read',
  })[endpoint];
