import { freePort } from '@twinshop/processes';
import type { NodeProcess } from '@twinshop/topologies';
import type { FaultProxy } from '../proxy/fault-proxy.ts';
import { ofReplica, replicaNames } from './replicas.ts';

/**
 * The process with a proxy where everybody looks for it; itself it listens on another port.
 * @param onListen told what settles when a proxy has taken its port
 */
export async function before(
  process: NodeProcess,
  addProxy: (name: string) => FaultProxy,
  onListen: (listens: Promise<void>) => void,
): Promise<NodeProcess> {
  const fronts = await Promise.all(
    replicaNames(process).map(async (name) => ({ proxy: addProxy(name), port: await freePort() })),
  );
  return {
    ...process,
    environment(here) {
      const { proxy, port } = ofReplica(fronts, process, here);
      proxy.forwardTo({ host: here.host, port });
      onListen(proxy.listen(here.port));
      return process.environment({ ...here, port });
    },
  };
}
