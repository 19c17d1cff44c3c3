import { containersOf, type ContainerFacts } from '@twinshop/docker';
import type { Servers } from '@twinshop/gateway';
import { everyTopology, instancesOf, processOf, type ProcessDescription } from '@twinshop/topologies';
import type { RunningShop } from '../running-shop.ts';

/** By the name of a process or of one of its replicas, whatever topology has it. */
function descriptionOf(service: string): ProcessDescription | undefined {
  const name = processOf(service);
  return Object.values(everyTopology)
    .flatMap(({ processes }) => processes)
    .find((process) => process.name === service || (process.name === name && process.scales));
}

/** The containers of a shop as they are at one moment. */
export class Crew {
  readonly #containers: readonly ContainerFacts[];

  private constructor(containers: readonly ContainerFacts[]) {
    this.#containers = containers;
  }

  /** @param project of Compose @throws DockerError */
  static async of(project: string): Promise<Crew> {
    return new Crew(await containersOf(project));
  }

  /** Whether it runs or not. */
  find(service: string): ContainerFacts | undefined {
    return this.#containers.find((container) => container.service === service);
  }

  /** @throws Error where there is none */
  get(service: string): ContainerFacts {
    const found = this.find(service);
    if (found === undefined) throw new Error(`There is no container of ${service}.`);
    return found;
  }

  runs(service: string): boolean {
    return this.find(service)?.pid !== undefined;
  }

  /** Processes and servers that have none of these names. */
  besides(services: readonly string[]): ContainerFacts[] {
    return this.#containers.filter(({ service }) => !services.includes(service));
  }

  /** Where a port is published on this machine. @throws Error where it is not */
  published(service: string, port: number): string {
    const place = this.find(service)?.published[port];
    if (place === undefined)
      throw new Error(`${service} does not run, or lets nobody reach its port ${port}.`);
    return place;
  }

  /** What a gateway may send requests to, by names that its network knows. */
  servers(except: readonly string[]): Servers {
    const servers: Record<string, string[]> = {};
    for (const { service } of this.#containers) {
      const description = descriptionOf(service);
      if (description?.kind === 'node' && this.runs(service) && !except.includes(service))
        (servers[description.name] ??= []).push(`${service}:8080`);
    }
    for (const replicas of Object.values(servers)) replicas.sort();
    return servers;
  }

  /** As others are told of them; addresses are this machine's. */
  processes(publicUrl: string): RunningShop['processes'] {
    const [requests, internal] = [8081, 9080].map((port) => `http://${this.published('lookout', port)}`);
    return this.#containers.flatMap((container) => {
      const { service, name, pid, startedAt } = container;
      const description = descriptionOf(service);
      if (pid === undefined || description === undefined) return [];
      const { port, path } = description.ready;
      const url = description.kind === 'gateway' ? publicUrl : `${requests}/${name}`;
      const opsUrl = port === 'ops' ? `${internal}/${name}` : undefined;
      const record = { name: service, pid, identity: '', startedAt, url, log: `docker logs ${name}` };
      return [{ ...record, readyUrl: `${opsUrl ?? url}${path}`, ...(opsUrl !== undefined && { opsUrl }) }];
    });
  }
}

/** In the order in which they can be started: each group needs the ones before it. */
export function inGroups(processes: readonly ProcessDescription[]): string[][] {
  const groups: ProcessDescription[][] = [];
  let waiting = [...processes];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ after }) => !waiting.some(({ name }) => after.includes(name)));
    groups.push(ready);
    waiting = waiting.filter((process) => !ready.includes(process));
  }
  return groups.map((group) => group.flatMap(instancesOf).map(({ name }) => name));
}
