import path from 'node:path';
import { workspaceFile } from './workspace.ts';

const environment = process.env;

const home = path.resolve(environment['SHOP_HOME'] || workspaceFile('.shop'));

/** Everything that the runner takes from its environment. */
export const config = {
  /** SHOP_HOME: where a shop keeps its data, logs, keys and passwords. */
  home,
  /** Where what is known of a shop in containers is kept, beside its volumes. */
  containersHome: path.join(home, 'containers'),
  /** LOG_LEVEL of the shop's processes, as pino names them. */
  logLevel: environment['LOG_LEVEL'] || 'info',
  /** TEST_SERVERS: where the tests' PostgreSQL and Redis are to be, `containers` or `embedded`. */
  testServers: environment['TEST_SERVERS'] || undefined,
  /** PATH: where programs are looked for. */
  path: (environment['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== ''),
};

/** For the shop's processes: what any program needs, and none of the caller's own variables. */
export function processEnvironment(): Record<string, string> {
  const passed = ['PATH', 'HOME', 'LANG', 'TMPDIR'].flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passed),
    NODE_ENV: 'production',
    TZ: 'UTC',
    // A start takes a fifth less of a processor, which customers have meanwhile.
    NODE_COMPILE_CACHE: workspaceFile('node_modules', '.cache', 'twinshop', 'compiled'),
  };
}

/** For the workspace's tools: this very Node and the installed programs first, and no daemon left behind. */
export function toolEnvironment(): Record<string, string> {
  const first = [path.dirname(process.execPath), workspaceFile('node_modules', '.bin')];
  return {
    PATH: [...first, ...config.path].join(path.delimiter),
    NX_DAEMON: 'false',
    NODE_ENV: '',
    NODE_OPTIONS: '',
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
}
