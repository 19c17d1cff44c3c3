import type { NodeProcess } from '@twinshop/topologies';
import type { FaultProxy } from '../proxy/fault-proxy.ts';
import { ofReplica, replicaNames } from './replicas.ts';

/** The process, told that the other is where a proxy is. */
export async function between(
  process: NodeProcess,
  other: string,
  addProxy: (name: string) => FaultProxy,
): Promise<NodeProcess> {
  const links = await Promise.all(
    replicaNames(process).map(async (name) => {
      const proxy = addProxy(`${name} to ${other}`);
      await proxy.listen();
      return proxy;
    }),
  );
  return {
    ...process,
    environment(here) {
      const proxy = ofReplica(links, process, here);
      let isAsked = false;
      const through = (url: string): string => {
        isAsked = true;
        return redirected(url, proxy);
      };
      const environment = process.environment({
        ...here,
        urlOf: (name) => (name === other ? through(here.urlOf(name)) : here.urlOf(name)),
        databaseUrl: (module) =>
          other === 'postgres' ? through(here.databaseUrl(module)) : here.databaseUrl(module),
      });
      if (!isAsked)
        throw new Error(`${process.name} asks nobody where ${other} is: there is no link between them.`);
      return environment;
    },
  };
}

/** The URL's own text, but for host and port: to write it anew might add a slash. */
function redirected(url: string, proxy: FaultProxy): string {
  const { host, hostname, port } = new URL(url);
  if (port === '') throw new Error('A proxy needs a URL with a host and a port: a Unix socket has neither.');
  proxy.forwardTo({ host: hostname, port: Number(port) });
  return url.replace(host, `127.0.0.1:${proxy.port}`);
}
