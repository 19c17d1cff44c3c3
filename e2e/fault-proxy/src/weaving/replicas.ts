import type { NodeProcess, Surroundings } from '@twinshop/topologies';

/** As the local runner names them: the first goes by the process's own name, the others by `name-2`, `name-3`, … */
export const replicaNames = ({ name, replicas }: NodeProcess): string[] =>
  Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`));

/** @throws where there are more replicas than when the proxies were made */
export function ofReplica<T>(made: readonly T[], { name }: NodeProcess, { instance }: Surroundings): T {
  const found = made[instance - 1];
  if (found === undefined)
    throw new Error(
      `${name} has ${made.length} with a proxy, and this is number ${instance}: scale the topology first.`,
    );
  return found;
}
