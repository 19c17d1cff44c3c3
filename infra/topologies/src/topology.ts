/** One variant of the shop, as data: what runs, in what order, on what. Whoever starts it decides ports and folders. */
export interface Topology {
  name: string;
  /** One line for people. */
  summary: string;
  /** Databases on PostgreSQL, each with a role of its own. */
  databases: readonly string[];
  /** What it needs beside Node and PostgreSQL. */
  servers: readonly ('redis' | 'nginx')[];
  /** Projects to build, as folders of the workspace. */
  builds: readonly string[];
  processes: readonly ProcessDescription[];
  /** The process that customers reach. */
  entry: string;
}

export interface ProcessDescription {
  name: string;
  /** The built program, below the workspace's root. */
  program: string;
  replicas: number;
  /** Processes that must be ready before this one starts. */
  after: readonly string[];
  /** Where a 2xx says that it is ready: on its only port, or on a second, internal one with its health and metrics. */
  ready: { port: 'public' | 'ops'; path: string };
  environment(here: Surroundings): Record<string, string>;
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
  keys: { privateKeyFile: string; publicKeysFile: string };
  /** The public base URL of another process. */
  urlOf(process: string): string;
  /** Connects to one of the topology's databases, as the role that owns it. */
  databaseUrl(name: string): string;
  /** A file that stays with the shop's data. */
  dataFile(name: string): string;
  /** A path below the workspace's root. */
  workspaceFile(name: string): string;
}
