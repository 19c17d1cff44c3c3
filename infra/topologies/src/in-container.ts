import type { Keys, NodeProcess, Topology } from './topology.ts';

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
export const DATABASE_URL_FILE = 'database-url';
export const ADMIN_PASSWORD_FILE = 'admin-password';

export interface Container {
  environment: Readonly<Record<string, string>>;
  /** Those files below `SECRETS_DIR` that its environment names. */
  secrets: readonly string[];
  /** The database that it connects to, where it does. */
  database: string | undefined;
}

/**
 * A process of a topology in a container of its own: it listens everywhere, reaches the others by their names, keeps its
 * data below `/data` and reads each secret from a file, which `<NAME>_FILE` names where the variable is no file already.
 */
export function inContainer(topology: Topology, process: NodeProcess): Container {
  let database: string | undefined;
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
    databaseUrl(module) {
      database = topology.databases[module];
      return secret(DATABASE_URL_FILE);
    },
    dataFile: (name) => `/data/${name}`,
    workspaceFile: (name) => `/app/${name}`,
  });
  const environment = Object.fromEntries(
    Object.entries(values)
      // A replica goes by the name of its container.
      .filter(([name]) => name !== 'INSTANCE')
      .map(([name, value]) => [isSecret(value) && !name.endsWith('_FILE') ? `${name}_FILE` : name, value]),
  );
  const secrets = Object.values(environment)
    .filter(isSecret)
    .map((file) => file.slice(SECRETS_DIR.length + 1));
  return { environment, secrets, database };
}

const secret = (file: string): string => `${SECRETS_DIR}/${file}`;
const isSecret = (value: string): boolean => value.startsWith(`${SECRETS_DIR}/`);
