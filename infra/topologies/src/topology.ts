import type { GatewayDescription } from './gateway.ts';

/** One variant of the shop, as data: what runs, in what order, on what. Whoever starts it decides ports and folders. */
export interface Topology {
  name: string;
  /** One line for people. */
  summary: string;
  /** The database on PostgreSQL that each module keeps its data in. */
  databases: Readonly<Record<StatefulModule, string>>;
  /** Whether a role of each module's own owns its tables, in a schema of the same name, or one role those of a database. */
  schemas: 'of-each-module' | 'one';
  /** Servers beside PostgreSQL. */
  servers: readonly 'redis'[];
  /** For each queue, the names of the messages that are put into it. */
  queues: Readonly<Record<string, readonly string[]>>;
  /** Processes with a key to sign their calls to other processes with. */
  signers: readonly string[];
  /** Projects to build, as folders of the workspace. */
  builds: readonly string[];
  processes: readonly ProcessDescription[];
  /** The process that customers reach. */
  entry: string;
}

/** Those that keep rows; recommendations are kept by whoever serves them, in what suits it. */
export type StatefulModule = 'catalog' | 'order' | 'payment';

export type ProcessDescription = NodeProcess | GatewayProcess;

interface AnyProcess {
  name: string;
  replicas: number;
  /** Whether it may have more replicas than one. */
  scales: boolean;
  /** Processes that must be ready before this one starts. */
  after: readonly string[];
  /** Where a 2xx says that it is ready: on its only port, or on a second, internal one with its health and metrics. */
  ready: { port: 'public' | 'ops'; path: string };
}

export interface NodeProcess extends AnyProcess {
  kind: 'node';
  /** The built program, below the workspace's root. */
  program: string;
  /** For Node. */
  flags?: readonly string[];
  /** The queues that it takes messages from. */
  queues?: readonly string[];
  environment(here: Surroundings): Record<string, string>;
}

/** nginx, configured by `@twinshop/gateway`. */
export interface GatewayProcess extends AnyProcess {
  kind: 'gateway';
  gateway: GatewayDescription;
}

/** What a process's environment is made from, once ports and folders are chosen. */
export interface Surroundings {
  host: string;
  port: number;
  /** Only where `ready.port` is `ops`. */
  opsPort: number;
  /** 1, 2, … among the replicas. */
  instance: number;
  logLevel: string;
  admin: { email: string; password: string };
  keys: Keys;
  /** The base URL of another process, of its first replica, or of a server. */
  urlOf(process: string): string;
  /** Connects to the database of a module, as the role that owns it. */
  databaseUrl(module: StatefulModule): string;
  /** A file that stays with the shop's data. */
  dataFile(name: string): string;
  /** A path below the workspace's root. */
  workspaceFile(name: string): string;
}

/** JSON files; each can be read by its owner only. */
export interface Keys {
  /** The Ed25519 key that signs customers' tokens, and the set that they are checked against. */
  privateKeyFile: string;
  publicKeysFile: string;
  /** The key by which this process signs its calls to others, and those that calls are checked against. */
  serviceKeyFile: string;
  servicePublicKeysFile: string;
  /** The key that card tokens are sealed with between order and payment. */
  paymentSealFile: string;
}
