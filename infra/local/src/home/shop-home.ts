import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { KeyFiles } from '@twinshop/setup';

/** The files of one shop. */
export interface ShopHome {
  dir: string;
  runFile: string;
  logs: string;
  credentialsFile: string;
  keys: KeyFiles;
  postgresData: string;
  /** Where PostgreSQL listened last. */
  postgresPortFile: string;
  redisData: string;
  /** What the gateway is configured by, and its temporary files. */
  gateway: string;
  /** How far a migration has come, while there is one. */
  migrationFile: string;
  data(name: string): string;
  log(process: string): string;
  /** A process's environment, to run it with by hand. */
  environment(process: string): string;
}

export function shopHome(dir: string): ShopHome {
  const at = (...parts: string[]): string => path.join(dir, ...parts);
  return {
    dir,
    runFile: at('run.json'),
    logs: at('logs'),
    credentialsFile: at('credentials.json'),
    keys: {
      privateKeyFile: at('keys', 'private.json'),
      publicKeysFile: at('keys', 'public.json'),
      servicePublicKeysFile: at('keys', 'service-public.json'),
      paymentSealFile: at('keys', 'payment-seal.json'),
      serviceKeyFile: (process) => at('keys', 'services', `${process}.json`),
    },
    postgresData: at('data', 'postgres', 'cluster'),
    postgresPortFile: at('postgres.port'),
    redisData: at('data', 'redis'),
    gateway: at('gateway'),
    migrationFile: at('migration.json'),
    data: (name) => at('data', name),
    log: (process) => at('logs', `${process}.log`),
    environment: (process) => at('env', `${process}.env`),
  };
}

export async function makeHome(home: ShopHome): Promise<void> {
  const secret = [home.keys.privateKeyFile, home.keys.serviceKeyFile(''), home.environment('')].map((file) =>
    path.dirname(file),
  );
  for (const folder of [home.dir, home.logs, home.data(''), home.gateway, ...secret])
    await mkdir(folder, { recursive: true });
  for (const folder of secret) await chmod(folder, 0o700);
}
