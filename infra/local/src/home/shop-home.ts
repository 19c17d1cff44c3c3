import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** The files of one shop. */
export interface ShopHome {
  dir: string;
  runFile: string;
  logs: string;
  credentialsFile: string;
  keys: { privateKeyFile: string; publicKeysFile: string };
  postgresData: string;
  data(name: string): string;
  log(process: string): string;
}

export function shopHome(dir: string): ShopHome {
  const at = (...parts: string[]): string => path.join(dir, ...parts);
  return {
    dir,
    runFile: at('run.json'),
    logs: at('logs'),
    credentialsFile: at('credentials.json'),
    keys: { privateKeyFile: at('keys', 'private.json'), publicKeysFile: at('keys', 'public.json') },
    postgresData: at('data', 'postgres', 'cluster'),
    data: (name) => at('data', name),
    log: (process) => at('logs', `${process}.log`),
  };
}

export async function makeHome(home: ShopHome): Promise<void> {
  for (const folder of [home.dir, home.logs, path.dirname(home.keys.privateKeyFile), home.data('')])
    await mkdir(folder, { recursive: true });
  await chmod(path.dirname(home.keys.privateKeyFile), 0o700);
}
