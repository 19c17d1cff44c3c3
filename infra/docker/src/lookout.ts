import type { StatefulModule, Topology } from '@twinshop/topologies';
import type { Compose } from './compose.ts';

/** A file beside `docker-compose.yml` that adds the container by which this machine sees into the shop. */
export const LOOKOUT = 'infra/docker/compose.lookout.yml';

/** What `docker-compose.yml` keeps to itself, as this machine reaches it: by loopback only. */
export interface Insight {
  /** Connects to the database of a module, as the role that owns it. */
  databases: Readonly<Record<StatefulModule, string>>;
  /** Undefined where the variant has none. */
  redisUrl: string | undefined;
  providerUrl: string;
  /** The internal port of a container, by the container's name. */
  opsUrlOf(container: string): string;
}

/**
 * @param compose a shop that is up, with the overlay `LOOKOUT` and its container
 * @throws DockerError
 */
export async function lookInto(compose: Compose, { databases, servers }: Topology): Promise<Insight> {
  const [postgres, redis, provider, ops] = await Promise.all(
    [5432, 6379, 8080, 9080].map((port) => compose.published('lookout', port)),
  );
  const passwords = new Map(
    await Promise.all(
      [...new Set(Object.values(databases))].map(
        async (name) => [name, await passwordOf(compose, name)] as const,
      ),
    ),
  );
  const connection = (name: string): string =>
    `postgres://${name}:${passwords.get(name)}@${postgres}/${name}`;
  return {
    databases: {
      catalog: connection(databases.catalog),
      order: connection(databases.order),
      payment: connection(databases.payment),
    },
    redisUrl: servers.includes('redis') ? `redis://${redis}` : undefined,
    providerUrl: `http://${provider}`,
    opsUrlOf: (container) => `http://${ops}/${container}`,
  };
}

/** Only the shopkeeper's container knows all of them. */
const passwordOf = (compose: Compose, role: string): Promise<string> =>
  compose.run(['exec', '-T', 'shopkeeper', 'cat', `/secrets/vault/${role}.password`]);

/** Puts the container of `LOOKOUT` beside a shop that is up, for a while; nothing else is touched. @throws DockerError */
export async function openLookout(compose: Compose): Promise<void> {
  await compose.run(['up', '--detach', '--wait', '--no-deps', '--no-recreate', 'lookout']);
}

export async function closeLookout(compose: Compose): Promise<void> {
  await compose.run(['rm', '--stop', '--force', 'lookout']);
}
