import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildWhatChanged } from '@twinshop/local';
import { discardPostgresData, startPostgres, type PostgresServer } from '@twinshop/postgres';
import { endChild, freePort, hasEnded, lastLines } from '@twinshop/processes';
import { startRedis, type RedisServer } from '@twinshop/redis';
import { ensureCredentials, ensureKeys, type Account } from '@twinshop/setup';
import { eventually } from '@twinshop/testing';
import { steps, type NodeProcess, type StatefulModule, type Surroundings } from '@twinshop/topologies';
import type { SharedDatabase } from '../../src/decouple/index.ts';

const HOST = '127.0.0.1';
const WORKSPACE = path.resolve(import.meta.dirname, '../../../..');
const READY_WITHIN_MS = 60_000;

/** A process of the shop. */
export interface Running {
  url: string;
  opsUrl: string;
  /** Resolves once it has ended by itself, as in a deploy. */
  stop(): Promise<void>;
}

/** A shop whose processes come and go one by one, of step 1 and of step 2 on the same database. */
export interface SharedShop {
  database: SharedDatabase;
  /** Of the role that step 1 connects as. */
  databaseUrl: string;
  /** Of the roles of step 2. */
  moduleUrls: Record<StatefulModule, string>;
  redisUrl: string;
  providerUrl: string;
  admin: Account;
  startOld(): Promise<Running>;
  startNew(): Promise<Running>;
  /** Makes the schemas that step 2 needs, as its runner does. */
  makeSchemas(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSharedShop(): Promise<SharedShop> {
  await buildWhatChanged({
    ...steps[2]!,
    name: 'decoupling',
    builds: ['infra/payment-provider', 'monolith'],
  });
  const home = await mkdtemp(path.join(tmpdir(), 'decoupling-'));
  // PostgreSQL may run as another user, who must get through.
  await chmod(home, 0o711);
  const at = (...parts: string[]): string => path.join(home, ...parts);
  for (const folder of ['keys', 'data/payment-provider', 'logs', 'storefront'])
    await mkdir(at(folder), { recursive: true });
  await writeFile(at('storefront', 'index.html'), '<!doctype html>');
  await writeFile(at('storefront', 'pages.json'), '[]');

  const postgres = await startPostgres({ dataDir: at('postgres'), durable: false });
  const redis = await startRedis({ dir: at('redis') });
  const keys = {
    privateKeyFile: at('keys', 'private.json'),
    publicKeysFile: at('keys', 'public.json'),
    servicePublicKeysFile: at('keys', 'service-public.json'),
    paymentSealFile: at('keys', 'payment-seal.json'),
    serviceKeyFile: (process: string) => at('keys', `${process}.json`),
  };
  await ensureKeys(keys, ['monolith']);
  const { admin } = await ensureCredentials(at('credentials.json'));
  const databaseUrl = await postgres.createDatabase('shop');
  await postgres.alsoLookInto('shop', ['catalog', 'order', 'payment']);

  const running = new Set<Running>();
  const moduleUrls: Record<string, string> = {};
  const urls: Record<string, string> = { redis: redis.url };

  const start = async (
    step: number,
    name: string,
    urlOf: (module: StatefulModule) => string,
  ): Promise<Running> => {
    const description = steps[step]!.processes.find((process) => process.name === name) as NodeProcess;
    const [port, opsPort] = [await freePort(), await freePort()];
    const here: Surroundings = {
      host: HOST,
      port,
      opsPort,
      instance: running.size + 1,
      logLevel: 'warn',
      admin,
      keys: { ...keys, serviceKeyFile: keys.serviceKeyFile('monolith') },
      urlOf: (process) => urls[process]!,
      databaseUrl: urlOf,
      dataFile: (file) => at('data', file),
      workspaceFile: () => at('storefront'),
    };
    const readyPort = description.ready.port === 'ops' ? opsPort : port;
    const process = await launch(
      description,
      here,
      at('logs', `${name}-${port}.log`),
      `http://${HOST}:${readyPort}`,
    );
    running.add(process);
    return process;
  };
  const stop = async (): Promise<void> => {
    await Promise.all([...running].map((process) => process.stop()));
    await stopServers(postgres, redis);
    await discardPostgresData(at('postgres'));
    await rm(home, { recursive: true, force: true });
  };

  const provider = await start(1, 'payment-provider', () => '').catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  urls['payment-provider'] = provider.url;
  return {
    database: { adminUrl: postgres.adminUrl, name: 'shop' },
    databaseUrl,
    moduleUrls: moduleUrls as Record<StatefulModule, string>,
    redisUrl: redis.url,
    providerUrl: provider.url,
    admin,
    startOld: () => start(1, 'monolith', () => databaseUrl),
    startNew: () => start(2, 'monolith', (module) => moduleUrls[module]!),
    async makeSchemas() {
      for (const module of ['catalog', 'order', 'payment'] as const)
        moduleUrls[module] = await postgres.createSchema('shop', module);
    },
    stop,
  };
}

async function launch(
  { program, flags = [], environment, ready }: NodeProcess,
  here: Surroundings,
  log: string,
  readyAt: string,
): Promise<Running> {
  const file = await open(log, 'a');
  const child = spawn(process.execPath, [...flags, path.join(WORKSPACE, program)], {
    cwd: path.dirname(log),
    env: environment(here),
    stdio: ['ignore', file.fd, file.fd],
  });
  const exited = once(child, 'exit');
  await file.close();
  try {
    await eventually(
      async () =>
        hasEnded(child) ||
        (await fetch(`${readyAt}${ready.path}`, { signal: AbortSignal.timeout(1_000) })).ok,
      { within: READY_WITHIN_MS, describe: `${program} is ready` },
    );
    if (hasEnded(child)) throw new Error(`${program} ended:\n${lastLines(await readFile(log, 'utf8'))}`);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url: `http://${HOST}:${here.port}`,
    opsUrl: `http://${HOST}:${here.opsPort}`,
    stop: () =>
      endChild(child, exited, [
        ['SIGTERM', 20_000],
        ['SIGKILL', 5_000],
      ]),
  };
}

async function stopServers(postgres: PostgresServer, redis: RedisServer): Promise<void> {
  await Promise.all([postgres.stop(), redis.stop()]);
}
