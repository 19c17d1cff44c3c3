import type { Keys, NodeProcess, StatefulModule, Topology } from './topology.ts';

/** Where a container finds its secrets, each in a file. No other container's are there. */
export const SECRETS_DIR = '/run/secrets';
export const ADMIN_EMAIL = 'admin@twinshop.example';

/** How the keys' files are called there. */
export const keyFileNames: Readonly<Record<keyof Keys, string>> = {
  privateKeyFile: 'customers-private.json',
  publicKeysFile: 'customers-public.json',
  serviceKeyFile: 'service-private.json',
  servicePublicKeysFile: 'services-public.json',
  paymentSealFile: 'payment-seal.json',
};
export const ADMIN_PASSWORD_FILE = 'admin-password';

export interface Container {
  environment: Readonly<Record<string, string>>;
  /** Those files below `SECRETS_DIR` that its environment names. */
  secrets: readonly string[];
  /** Those of them that say how it connects to a database. */
  databases: Readonly<Record<string, DatabaseAccount>>;
}

export interface DatabaseAccount {
  database: string;
  /** Of PostgreSQL, that it connects as. */
  role: string;
}

/**
 * A process of a topology in a container of its own: it listens everywhere, reaches the others by their names, keeps its
 * data below `/data` and reads each secret from a file, which `<NAME>_FILE` names where the variable is no file already.
 */
export function inContainer(topology: Topology, process: NodeProcess): Container {
  const values = process.environment({
    host: '0.0.0.0',
    port: 8080,
    opsPort: 9080,
    instance: 1,
    logLevel: 'info',
    admin: { email: ADMIN_EMAIL, password: secret(ADMIN_PASSWORD_FILE) },
    keys: {
      privateKeyFile: secret(keyFileNames.privateKeyFile),
      publicKeysFile: secret(keyFileNames.publicKeysFile),
      serviceKeyFile: secret(keyFileNames.serviceKeyFile),
      servicePublicKeysFile: secret(keyFileNames.servicePublicKeysFile),
      paymentSealFile: secret(keyFileNames.paymentSealFile),
    },
    urlOf: (name) => (name === 'redis' ? 'redis://redis:6379' : `http://${name}:8080`),
    databaseUrl: databaseOf,
    dataFile: (name) => `/data/${name}`,
    workspaceFile: (name) => `/app/${name}`,
  });
  const databases: Record<string, DatabaseAccount> = {};
  /** What says how to connect is called like the variable that it is for: a process may have several. */
  const named = (variable: string, value: string): string => {
    const module = modules.find((each) => databaseOf(each) === value);
    if (module === undefined) return value;
    const file = variable.toLowerCase().replaceAll('_', '-');
    databases[file] = accountOf(topology, module);
    return secret(file);
  };
  const environment = Object.fromEntries(
    Object.entries(values)
      // A replica goes by the name of its container.
      .filter(([name]) => name !== 'INSTANCE')
      .map(([name, value]) => [
        isSecret(value) && !name.endsWith('_FILE') ? `${name}_FILE` : name,
        named(name, value),
      ]),
  );
  const secrets = Object.values(environment)
    .filter(isSecret)
    .map((file) => file.slice(SECRETS_DIR.length + 1));
  return { environment, secrets, databases };
}

const modules: readonly StatefulModule[] = ['catalog', 'order', 'payment'];

/** How a module's process connects to its data. */
export const accountOf = (
  { databases, schemas }: Pick<Topology, 'databases' | 'schemas'>,
  module: StatefulModule,
): DatabaseAccount => ({
  database: databases[module],
  role: schemas === 'of-each-module' ? module : databases[module],
});

const secret = (file: string): string => `${SECRETS_DIR}/${file}`;
const isSecret = (value: string): boolean => value.startsWith(`${SECRETS_DIR}/`);
const databaseOf = (module: StatefulModule): string => secret(`database of ${module}`);
