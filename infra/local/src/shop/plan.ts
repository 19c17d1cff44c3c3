import { nginxArguments } from '@twinshop/gateway';
import type { Credentials, DatabaseUrls } from '@twinshop/setup';
import type { ProcessDescription, Surroundings, Topology } from '@twinshop/topologies';
import { instancesOf, startOrder, type ProcessInstance } from '@twinshop/topologies';
import { processEnvironment } from '../config.ts';
import type { ShopHome } from '../home/shop-home.ts';
import type { ProcessPlan } from '../processes/managed-process.ts';
import { findProgram, nginx } from '../provision/system-programs.ts';
import { workspaceFile } from '../workspace.ts';
import type { PortBook, Ports } from './port-book.ts';

const HOST = '127.0.0.1';

/** What the plans of a topology's processes are made from. */
export interface Chosen {
  topology: Topology;
  home: ShopHome;
  ports: PortBook;
  publicPort: number;
  credentials: Credentials;
  databases: DatabaseUrls;
  /** URLs of servers, by name. */
  servers: Readonly<Record<string, string>>;
  logLevel: string;
}

export interface PlannedProcess {
  plan: ProcessPlan;
  /** The topology's process that it is a replica of. */
  description: ProcessDescription;
  /** Names of the plans that must be ready before it. */
  after: readonly string[];
  /** What the topology gives it, without what any program gets. */
  environment: Record<string, string>;
}

/** One plan for each replica, in the order they are to be started in. The one that customers reach has the public port. */
export async function planProcesses(chosen: Chosen): Promise<PlannedProcess[]> {
  const instances = startOrder(chosen.topology).flatMap(instancesOf);
  const ports = new Map<string, Ports>();
  for (const { name } of instances) {
    const own = await chosen.ports.of(name);
    ports.set(name, name === chosen.topology.entry ? { ...own, port: chosen.publicPort } : own);
  }
  return instances.map((instance) => planOf(instance, instances, chosen, ports));
}

function planOf(
  { name, number, description }: ProcessInstance,
  instances: readonly ProcessInstance[],
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
    description,
    after: instances
      .filter((each) => description.after.includes(each.description.name))
      .map((each) => each.name),
    environment,
    plan: {
      name,
      ...runOf(description, home),
      environment: { ...processEnvironment(), ...environment },
      cwd: home.dir,
      log: home.log(name),
      url: urlOf(name),
      readyUrl: `${opsUrl ?? urlOf(name)}${ready.path}`,
      ...(opsUrl === undefined ? {} : { opsUrl }),
    },
  };
}

function runOf(description: ProcessDescription, home: ShopHome): Pick<ProcessPlan, 'command' | 'stopSignal'> {
  switch (description.kind) {
    case 'node':
      return {
        command: [
          process.execPath,
          '--enable-source-maps',
          ...(description.flags ?? []),
          workspaceFile(description.program),
        ],
        stopSignal: 'SIGTERM',
      };
    case 'gateway':
      return {
        command: [findProgram(nginx) ?? 'nginx', ...nginxArguments(home.gateway)],
        stopSignal: 'SIGQUIT',
      };
  }
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`The topology names "${name}" and has none.`);
  return value;
}
