import { freePort } from '@twinshop/processes';
import type { ProcessDescription, Surroundings, Topology } from '@twinshop/topologies';
import { startOrder } from '@twinshop/topologies';
import { processEnvironment } from '../config.ts';
import type { Credentials } from '../home/credentials.ts';
import type { ShopHome } from '../home/shop-home.ts';
import type { ProcessPlan } from '../processes/managed-process.ts';
import { workspaceFile } from '../workspace.ts';

const HOST = '127.0.0.1';

interface Ports {
  port: number;
  opsPort: number;
}

/** What the plans of a topology's processes are made from. */
export interface Chosen {
  topology: Topology;
  home: ShopHome;
  publicPort: number;
  credentials: Credentials;
  databases: ReadonlyMap<string, string>;
  logLevel: string;
}

/** One plan for each replica, in the order they are to be started in. Free ports for all but the public one. */
export async function planProcesses(chosen: Chosen): Promise<ProcessPlan[]> {
  const instances = startOrder(chosen.topology).flatMap(instancesOf);
  const ports = new Map<string, Ports>();
  for (const { name } of instances) {
    const port = name === chosen.topology.entry ? chosen.publicPort : await freePort();
    ports.set(name, { port, opsPort: await freePort() });
  }
  return instances.map((instance) => planOf(instance, chosen, ports));
}

interface Instance {
  name: string;
  number: number;
  description: ProcessDescription;
}

/** The first replica goes by the process's own name, the others by `name-2`, `name-3`, … */
function instancesOf(description: ProcessDescription): Instance[] {
  return Array.from({ length: description.replicas }, (_, index) => ({
    name: index === 0 ? description.name : `${description.name}-${index + 1}`,
    number: index + 1,
    description,
  }));
}

function planOf(
  { name, number, description }: Instance,
  chosen: Chosen,
  ports: Map<string, Ports>,
): ProcessPlan {
  const { home } = chosen;
  const { port, opsPort } = found(ports, name);
  const urlOf = (process: string): string => `http://${HOST}:${found(ports, process).port}`;
  const surroundings: Surroundings = {
    host: HOST,
    port,
    opsPort,
    instance: number,
    logLevel: chosen.logLevel,
    admin: chosen.credentials.admin,
    keys: home.keys,
    urlOf,
    databaseUrl: (database) => found(chosen.databases, database),
    dataFile: (file) => home.data(file),
    workspaceFile,
  };
  const { ready } = description;
  const opsUrl = ready.port === 'ops' ? `http://${HOST}:${opsPort}` : undefined;
  return {
    name,
    program: workspaceFile(description.program),
    environment: { ...processEnvironment(), ...description.environment(surroundings) },
    cwd: home.dir,
    log: home.log(name),
    url: urlOf(name),
    readyUrl: `${opsUrl ?? urlOf(name)}${ready.path}`,
    ...(opsUrl === undefined ? {} : { opsUrl }),
  };
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The topology names "${name}" and has none.`);
  return value;
}
