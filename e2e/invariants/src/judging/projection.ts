import type { Finding, InvariantResult } from '../check-report.ts';
import type { Basket } from '../reading/baskets.ts';
import type { Projection } from '../reading/projection.ts';
import { findingOf } from './finding-of.ts';
import { projectionOf } from './projection-of.ts';

const found = findingOf(6, 'projection');

/**
 * How many of a set's latest orders are looked at (docs/adr/0014). It keeps some more, for those that will be cancelled;
 * where some were, it has fewer of these than one that is built anew, and that is what they are for.
 */
const LOOKED_AT: Readonly<Record<string, number>> = { product: 100, customer: 10, latest: 1_000 };

/** The projection that grew with the events, and one that the shop itself rebuilt: undefined where none was. */
export interface Projections {
  grown: Projection;
  rebuilt: Projection | undefined;
}

/** The projection, and what a rebuild makes of it, against what the confirmed orders come to. */
export function judgeProjection(
  baskets: readonly Basket[],
  projections: Projections | undefined,
): InvariantResult {
  const says = 'Recommendations are made of what they would be made of, were the confirmed orders read anew';
  if (projections === undefined) return { number: 6, says, checked: undefined, findings: [] };
  const { grown, rebuilt } = projections;
  const due = lookedAt(projectionOf(baskets));
  return {
    number: 6,
    says,
    checked: { count: Object.keys(due).length, what: 'sets and baskets' },
    findings: [
      ...differences('The projection', lookedAt(grown), due),
      ...(rebuilt === undefined ? [] : differences('The rebuilt projection', lookedAt(rebuilt), due)),
    ],
  };
}

function differences(which: string, actual: Projection, due: Projection): Finding[] {
  const names = new Set([...Object.keys(actual), ...Object.keys(due)]);
  return [...names]
    .filter((name) => told(actual, name) !== told(due, name))
    .map((name) =>
      found(
        actual[name] === undefined ? 'lost' : due[name] === undefined ? 'unexpected' : 'wrong',
        name,
        `${which} has of ${name}: ${told(actual, name)}; by the confirmed orders it is ${told(due, name)}`,
      ),
    );
}

/** Without what the sets keep in reserve, and the baskets that are there for the reserve only. */
function lookedAt(projection: Projection): Projection {
  const all = Object.entries(projection);
  const sets = all.filter(([name]) => !name.startsWith('order:'));
  const latest = sets.map(([name, ids]) => [name, ids.slice(-LOOKED_AT[name.split(':')[0]!]!)] as const);
  const reserve = new Set(sets.flatMap(([, ids]) => ids));
  for (const id of latest.flatMap(([, ids]) => ids)) reserve.delete(id);
  const baskets = all.filter(
    ([name]) => name.startsWith('order:') && !reserve.has(name.slice('order:'.length)),
  );
  return Object.fromEntries([...latest, ...baskets]);
}

const told = (projection: Projection, name: string): string => projection[name]?.join(' ') ?? 'nothing';
