import { nginxArguments, renderGateway, writeGateway } from '@twinshop/gateway';
import { freePort } from '@twinshop/processes';
import type { Credentials } from '@twinshop/setup';
import type {
  GatewayProcess,
  ProcessDescription,
  StatefulModule,
  Surroundings,
  Topology,
} from '@twinshop/topologies';
import { startOrder } from '@twinshop/topologies';
import { contractFile } from '../build/build.ts';
import { processEnvironment } from '../config.ts';
import type { ShopHome } from '../home/shop-home.ts';
import type { ProcessPlan } from '../processes/managed-process.ts';
import { findProgram, nginx } from '../provision/system-programs.ts';
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

/**
 * One plan for each replica, in the order they are to be started in. Free ports for all but the public one. Writes the
 * gateway's configuration.
 */
export async function planProcesses(chosen: Chosen): Promise<PlannedProcess[]> {
  const instances = startOrder(chosen.topology).flatMap(instancesOf);
  const ports = new Map<string, Ports>();
  for (const { name } of instances) {
    const port = name === chosen.topology.entry ? chosen.publicPort : await freePort();
    ports.set(name, { port, opsPort: await freePort() });
  }
  for (const { description } of instances)
    if (description.kind === 'gateway') await configureGateway(description, instances, chosen, ports);
  return instances.map((instance) => planOf(instance, instances, chosen, ports));
}

async function configureGateway(
  { name, gateway }: GatewayProcess,
  instances: readonly Instance[],
  { home }: Chosen,
  ports: ReadonlyMap<string, Ports>,
): Promise<void> {
  const servers: Record<string, string[]> = {};
  for (const each of instances)
    (servers[each.description.name] ??= []).push(`${HOST}:${found(ports, each.name).port}`);
  const { port, opsPort } = found(ports, name);
  const files = renderGateway({
    description: gateway,
    servers,
    dir: home.gateway,
    listen: `${HOST}:${port}`,
    operations: `${HOST}:${opsPort}`,
    storefrontDir: workspaceFile('storefront/dist'),
    openApiFile: contractFile,
    // Whoever may read the checkout: as root, nginx would make its workers somebody who may not.
    ...(process.getuid?.() === 0 ? { user: 'root root' } : {}),
  });
  await writeGateway(home.gateway, files);
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
