import type { Topology } from '@twinshop/topologies';
import { Client } from 'undici';
import { FAILPOINTS_SOCKET } from '../environment.ts';
import { mutated, preloaded } from '../mutated.ts';
import type { FailpointName, FailpointSettings } from './failpoints.ts';
import { recommendationFailpoint } from './recommendation.mutation.ts';

/** A call to a process that is blocked waits until it is not any more. */
const ANSWERED_WITHIN_MS = 30_000;

/** Faults of a running process, or of all its replicas. They end with the process, too. */
export interface FaultControl {
  /** @throws where the process has no such failpoint, or is away */
  set<Name extends FailpointName>(name: Name, settings: FailpointSettings[Name]): Promise<void>;
  /** Ends all faults that are set. */
  clear(): Promise<void>;
}

export interface WithFailpoints {
  topology: Topology;
  /**
   * Once a shop runs on the topology.
   * @param replica 1, 2, …; all of them unless told
   */
  controlOf(process: string, replica?: number): FaultControl;
}

/**
 * The same topology with processes in which faults can be set while they run: a clock that is wrong and an event loop that is
 * blocked in any, recommendations that fail, are slow or block in the one that has them.
 * @param names of the processes; all Node processes unless told. For one shop: where another is started on the same
 *   topology, only that can be controlled
 */
export function withFailpoints(topology: Topology, names?: readonly string[]): WithFailpoints {
  const isChosen = (name: string): boolean => names?.includes(name) ?? true;
  const sockets = new Map<string, Map<number, string>>();
  const processes = topology.processes.map((process) => {
    if (process.kind !== 'node' || !isChosen(process.name)) return process;
    const ofReplicas = new Map<number, string>();
    sockets.set(process.name, ofReplicas);
    return preloaded(process, (_, here) => {
      const socket = here.dataFile(`${process.name}-${here.instance}.sock`);
      ofReplicas.set(here.instance, socket);
      return { [FAILPOINTS_SOCKET]: socket };
    });
  });
  const withSockets = { ...topology, processes };
  const holders = recommendationFailpoint.processes.filter((name) => sockets.has(name));
  return {
    topology:
      holders.length === 0
        ? withSockets
        : mutated(withSockets, [{ ...recommendationFailpoint, processes: holders }]),
    controlOf: (process, replica) =>
      controlOn(() => {
        const known = [...(sockets.get(process) ?? [])];
        const found = known.filter(([number]) => replica === undefined || number === replica);
        if (found.length === 0) throw new Error(`No "${process}" that has failpoints was started.`);
        return found.map(([, socket]) => socket);
      }),
  };
}

function controlOn(sockets: () => string[]): FaultControl {
  return {
    async set(name, settings) {
      await Promise.all(sockets().map((socket) => ask(socket, 'PUT', `/${name}`, settings)));
    },
    async clear() {
      await Promise.all(sockets().map((socket) => ask(socket, 'DELETE', '/')));
    },
  };
}

async function ask(socketPath: string, method: 'PUT' | 'DELETE', path: string, body?: object): Promise<void> {
  const client = new Client('http://failpoints', { socketPath });
  try {
    const answer = await client.request({
      method,
      path,
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 204)
      throw new Error(`${socketPath} answered ${answer.statusCode} to ${method} ${path}: ${text}`);
  } finally {
    await client.destroy();
  }
}
