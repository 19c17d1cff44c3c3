import type { NodeProcess, Topology } from '@twinshop/topologies';
import { FaultProxy } from '../proxy/fault-proxy.ts';
import { before } from './before.ts';
import { between } from './between.ts';

/**
 * Where a proxy goes: before a process, for all who talk to it; or between one process and another, `postgres` or
 * `redis`, for the one only.
 */
export type Place = { before: string } | { between: readonly [process: string, other: string] };

export interface WithProxies {
  /** To be started once, with the replicas that it has: those that are added later have no proxies. */
  topology: Topology;
  /**
   * By name, one for each replica of the process: `recommendation` and `recommendation-2` before it, `order to postgres`
   * and `order-2 to postgres` between them.
   */
  proxies: ReadonlyMap<string, FaultProxy>;
  /** The proxy of that name. @throws where there is none */
  proxy(name: string): FaultProxy;
  /** Rejects where a proxy could not take the port of the process that it is before. To be awaited once the shop is up. */
  ready(): Promise<void>;
  /** Closes all of them. The shop, which can't go on without, should have stopped. */
  close(): Promise<void>;
}

/**
 * Puts proxies into a topology that the local runner starts. The shop's processes are told other ports and URLs, and
 * nothing else: a process listens behind its proxy, and the proxy where everybody looks for the process, so that the
 * gateway's configuration stays as it is. A process keeps its ports when it is started again, and so its proxy. Whether
 * it is ready the runner asks past the proxy, where the process has a port for that.
 * @param seed of all the proxies' jitter
 * @throws where there is no such process, or none that is told ports by its environment
 */
export async function withProxies(
  topology: Topology,
  where: readonly Place[],
  { seed = 1 }: { seed?: number } = {},
): Promise<WithProxies> {
  const proxies = new Map<string, FaultProxy>();
  const listening: Promise<void>[] = [];
  const addProxy = (name: string): FaultProxy => {
    if (proxies.has(name)) throw new Error(`There are two proxies "${name}".`);
    const proxy = new FaultProxy({ seed });
    proxies.set(name, proxy);
    return proxy;
  };
  const onListen = (listens: Promise<void>): void => {
    listening.push(listens);
    // Nobody may be waiting yet; whoever asks for `ready` is told.
    listens.catch(() => undefined);
  };
  const close = async (): Promise<void> => {
    await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
  };

  let woven = topology;
  try {
    for (const place of where) {
      const process = nodeProcess(woven, 'before' in place ? place.before : place.between[0]);
      const changed =
        'before' in place
          ? await before(process, addProxy, onListen)
          : await between(process, place.between[1], addProxy);
      woven = { ...woven, processes: woven.processes.map((each) => (each === process ? changed : each)) };
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    topology: woven,
    proxies,
    proxy(name) {
      const found = proxies.get(name);
      if (!found)
        throw new Error(`There is no proxy "${name}". There are: ${[...proxies.keys()].join(', ')}.`);
      return found;
    },
    ready: async () => void (await Promise.all(listening)),
    close,
  };
}

function nodeProcess({ name: variant, processes }: Topology, wanted: string): NodeProcess {
  const found = processes.find(({ name }) => name === wanted);
  if (!found) throw new Error(`There is no process "${wanted}" in ${variant}.`);
  if (found.kind !== 'node')
    throw new Error(
      `${wanted} is told nothing by its environment: put a proxy before those that it sends to.`,
    );
  return found;
}
