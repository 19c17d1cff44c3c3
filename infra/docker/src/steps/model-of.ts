import { createHash } from 'node:crypto';
import {
  behindGateway,
  inContainer,
  instancesOf,
  SECRETS_DIR,
  secretsFolder,
  type NodeProcess,
  type ProcessInstance,
  type Topology,
} from '@twinshop/topologies';
import type { ComposeModel, ComposeService } from './compose-model.ts';

/** Labels of a container: the topology that it was made for, and a fingerprint of all that makes it what it is. */
export const MADE_FOR = 'shop.twinshop.topology';
export const MADE_AS = 'shop.twinshop.made-as';

/** Where the gateway's container finds configurations, each in a folder of its own. */
const CONFIGURATIONS = '/etc/twinshop-gateway';
const DECOUPLED = 'monolith/dist/decoupled/main.js';

/**
 * A step of the way as a Compose file. A replica is a service of its own, as one is told something else before the other.
 * What a container is like is said by hand, in the files that are given; which there are, and what they are told, by the
 * topology. Nobody waits for another one: whoever starts them knows the order.
 * @param gatewayDir the folder on this machine with the gateway's configurations
 */
export function modelOf(topology: Topology, files: ComposeModel, gatewayDir: string): ComposeModel {
  const made = behindGateway(topology);
  const processes = made.processes
    .flatMap(instancesOf)
    .map(
      (instance) => [instance.name, labelled(serviceOf(instance, made, files, gatewayDir), made)] as const,
    );
  const servers = ['postgres', ...made.servers, 'secrets', 'lookout'].map(
    (name) => [name, plain(named(files, name))] as const,
  );
  return {
    ...files,
    services: {
      ...Object.fromEntries(processes),
      ...Object.fromEntries(servers),
      shopkeeper: shopkeeper(named(files, 'shopkeeper')),
    },
  };
}

function serviceOf(
  { description, number }: ProcessInstance,
  topology: Topology,
  files: ComposeModel,
  gatewayDir: string,
): ComposeService {
  const template = plain(named(files, description.name));
  // One of them builds the image for all.
  const { build, ...without } = number === 1 ? template : { ...template, build: undefined };
  const own = { ...without, ...(build !== undefined && { build }) };
  if (description.kind === 'gateway')
    return {
      ...own,
      volumes: [{ type: 'bind', source: gatewayDir, target: CONFIGURATIONS, read_only: true }],
    };
  const { ports: _, ...unreached } = own;
  return {
    ...unreached,
    ...(description.program === DECOUPLED && decoupled(own)),
    environment: environmentOf(topology, description),
    networks: inside(own.networks),
    ...secretsOf(topology, description),
  };
}

/** The same project, another program. */
function decoupled({ build }: ComposeService): ComposeService {
  if (build === undefined) return { image: 'twinshop/decoupled-monolith' };
  const args = { ...build.args, PROGRAM: 'decoupled/main.js' };
  return { image: 'twinshop/decoupled-monolith', build: { ...build, args } };
}

function environmentOf(topology: Topology, process: NodeProcess): Record<string, string> {
  // A port of a container is nobody else's.
  const { REUSE_PORT: _, ...environment } = inContainer(topology, process).environment;
  return {
    ...environment,
    ...('LOG_LEVEL' in environment && { LOG_LEVEL: '${LOG_LEVEL:-info}' }),
    ...(process.flags && { NODE_OPTIONS: process.flags.join(' ') }),
  };
}

function secretsOf(topology: Topology, process: NodeProcess): ComposeService {
  if (inContainer(topology, process).secrets.length === 0) return {};
  const subpath = secretsFolder(topology, process);
  const secrets = { type: 'volume', source: 'secrets', target: SECRETS_DIR, read_only: true };
  return { volumes: [{ ...secrets, volume: { subpath } }] };
}

/** Only the gateway is where customers come. */
function inside(networks: unknown): string[] {
  const names = Array.isArray(networks) ? (networks as string[]) : Object.keys(networks as object);
  return names.filter((name) => name !== 'door');
}

/** Knows the passwords, from before there is a shop; who starts it fills the catalogue. */
const shopkeeper = (written: ComposeService): ComposeService => ({
  ...plain(written),
  entrypoint: ['sleep', 'infinity'],
  environment: {},
  healthcheck: { ...written.healthcheck, test: ['CMD', 'test', '-d', '/secrets/vault'] },
});

function plain(written: ComposeService): ComposeService {
  const { profiles: _, depends_on: __, ...service } = written;
  return service;
}

function labelled(service: ComposeService, { name }: Topology): ComposeService {
  const { build: _, ...made } = service;
  const print = createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 12);
  return { ...service, labels: { [MADE_FOR]: name, [MADE_AS]: print } };
}

function named({ services }: ComposeModel, name: string): ComposeService {
  const found = services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}.`);
  return found;
}
