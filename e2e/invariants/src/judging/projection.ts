import type { Finding, InvariantResult } from '../check-report.ts';
import type { OrderRow } from '../reading/orders.ts';
import type { Projection } from '../reading/projection.ts';
import { findingOf } from './finding-of.ts';

const found = findingOf(6, 'projection');

/**
 * How many of a set's latest orders are looked at (docs/adr/0014). It keeps some more, for those that will be cancelled;
 * where some were, it has fewer of these than one that is built anew, and that is what they are for.
 */
const LOOKED_AT: Readonly<Record<string, number>> = { product: 100, customer: 10, latest: 1_000 };

/** The projection that grew with the events, and the one that was rebuilt from the orders: undefined where none was. */
export interface Projections {
  grown: Projection;
  rebuilt: Projection | undefined;
}

/** The projection against the rebuilt one, and against the latest confirmed orders. */
export function judgeProjection(
  orders: readonly OrderRow[],
  projections: Projections | undefined,
): InvariantResult {
  const says = 'Recommendations are made of what they would be made of, were the confirmed orders read anew';
  if (projections === undefined) return { number: 6, says, checked: undefined, findings: [] };
  const { grown, rebuilt } = projections;
  return {
    number: 6,
    says,
    checked: {
      count: Object.keys(rebuilt ?? grown).length,
      what: rebuilt === undefined ? 'sets and baskets, none rebuilt' : 'sets and baskets',
    },
    findings: [
      ...(rebuilt === undefined ? [] : differences(grown, rebuilt)),
      ...withoutTheLatest(orders, rebuilt ?? grown),
    ],
  };
}

function differences(grownWhole: Projection, rebuiltWhole: Projection): Finding[] {
  const [grown, rebuilt] = [lookedAt(grownWhole), lookedAt(rebuiltWhole)];
  const names = new Set([...Object.keys(grown), ...Object.keys(rebuilt)]);
  return [...names]
    .filter((name) => told(grown, name) !== told(rebuilt, name))
    .map((name) =>
      found(
        grown[name] === undefined ? 'lost' : rebuilt[name] === undefined ? 'unexpected' : 'wrong',
        name,
        `Of ${name} the projection has ${told(grown, name)}; rebuilt it has ${told(rebuilt, name)}`,
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

/** Ids tell the time, so the greatest are the latest: all that are looked at, and none in reserve that is not the next. */
function withoutTheLatest(orders: readonly OrderRow[], { latest = [] }: Projection): Finding[] {
  const confirmed = orders.filter(({ status }) => status === 'confirmed').map(({ id }) => id);
  const due = confirmed.sort().slice(-Math.max(latest.length, LOOKED_AT['latest']!));
  return due.join(' ') === latest.join(' ')
    ? []
    : [
        found(
          'wrong',
          'latest',
          `Of ${confirmed.length} confirmed orders, the projection's ${latest.length} are not the latest`,
        ),
      ];
}
