import { freePort } from '@twinshop/processes';
import type { ProcessDescription, StatefulModule, Surroundings, Topology } from '@twinshop/topologies';
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
  databases: Readonly<Record<StatefulModule, string>>;
  /** URLs of servers, by name. */
  servers: Readonly<Record<string, string>>;
  logLevel: string;
}

export interface PlannedProcess {
  plan: ProcessPlan;
  /** The topology's process that it is a replica of. */
  process: string;
  /** Names of the plans that must be ready before it. */
  after: readonly string[];
  /** What the topology gives it, without what any program gets. */
  environment: Record<string, string>;
}

/** One plan for each replica, in the order they are to be started in. Free ports for all but the public one. */
export async function planProcesses(chosen: Chosen): Promise<PlannedProcess[]> {
  const instances = startOrder(chosen.topology).flatMap(instancesOf);
  const ports = new Map<string, Ports>();
  for (const { name } of instances) {
    const port = name === chosen.topology.entry ? chosen.publicPort : await freePort();
    ports.set(name, { port, opsPort: await freePort() });
  }
  return instances.map((instance) => planOf(instance, instances, chosen, ports));
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
  instances: readonly Instance[],
  chosen: Chosen,
  ports: ReadonlyMap<string, Ports>,
): PlannedProcess {
  const { home } = chosen;
  const { port, opsPort } = found(ports, name);
  const urlOf = (process: string): string =>
    chosen.servers[process] ?? `http://${HOST}:${found(ports, process).port}`;
  const surroundings: Surroundings = {
    host: HOST,
    port,
    opsPort,
    instance: number,
    logLevel: chosen.logLevel,
    admin: chosen.credentials.admin,
    keys: { ...home.keys, serviceKeyFile: home.keys.serviceKeyFile(description.name) },
    urlOf,
    databaseUrl: (module) => chosen.databases[module],
    dataFile: (file) => home.data(file),
    workspaceFile,
  };
  const { ready } = description;
  const opsUrl = ready.port === 'ops' ? `http://${HOST}:${opsPort}` : undefined;
  const environment = description.kind === 'node' ? description.environment(surroundings) : {};
  return {
    process: description.name,
    after: instances
      .filter((each) => description.after.includes(each.description.name))
      .map((each) => each.name),
    environment,
    plan: {
      name,
      ...runOf(description),
      environment: { ...processEnvironment(), ...environment },
      cwd: home.dir,
      log: home.log(name),
      url: urlOf(name),
      readyUrl: `${opsUrl ?? urlOf(name)}${ready.path}`,
      ...(opsUrl === undefined ? {} : { opsUrl }),
    },
  };
}

function runOf(description: ProcessDescription): Pick<ProcessPlan, 'command' | 'stopSignal'> {
  switch (description.kind) {
    case 'node':
      return {
        command: [process.execPath, '--enable-source-maps', workspaceFile(description.program)],
        stopSignal: 'SIGTERM',
      };
    case 'gateway':
      throw new Error('not yet');
  }
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The topology names "${name}" and has none.`);
  return value;
}
