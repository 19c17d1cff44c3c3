import type { Projection } from './projection.ts';
import type { OrderRow } from './snapshot.ts';

/**
 * Where the projection that grew with the events is not the one that was rebuilt from the orders, or that one does not
 * end with the latest confirmed orders. In words; empty when all is well.
 */
export function projectionViolations(
  orders: readonly OrderRow[],
  grown: Projection,
  rebuilt: Projection,
): string[] {
  const names = new Set([...Object.keys(grown), ...Object.keys(rebuilt)]);
  return [
    ...[...names]
      .filter((name) => told(grown, name) !== told(rebuilt, name))
      .map(
        (name) => `Of ${name} the projection has ${told(grown, name)}; rebuilt it has ${told(rebuilt, name)}`,
      ),
    ...withoutTheLatest(orders, rebuilt),
  ];
}

const told = (projection: Projection, name: string): string => projection[name]?.join(' ') ?? 'nothing';

/** Ids tell the time, so the greatest are the latest. */
function withoutTheLatest(orders: readonly OrderRow[], { latest = [] }: Projection): string[] {
  const confirmed = orders.filter(({ status }) => status === 'confirmed').map(({ id }) => id);
  const right = confirmed.sort().slice(-latest.length).join(' ') === latest.join(' ');
  return right ? [] : [`Of ${confirmed.length} confirmed orders, the rebuilt projection has not the latest`];
}
