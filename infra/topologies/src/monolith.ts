import { paymentProvider } from './payment-provider.process.ts';
import type { Topology } from './topology.ts';

/** The whole shop in one process, over one database. */
export const monolith: Topology = {
  name: 'monolith',
  summary: 'the whole shop in one process, over one database',
  databases: { catalog: 'shop', order: 'shop', payment: 'shop' },
  schemas: 'one',
  servers: [],
  queues: {},
  signers: [],
  builds: ['infra/payment-provider', 'monolith', 'storefront'],
  entry: 'monolith',
  processes: [
    paymentProvider,
    {
      name: 'monolith',
      kind: 'node',
      program: 'monolith/dist/main.js',
      replicas: 1,
      scales: false,
      after: ['payment-provider'],
      ready: { port: 'ops', path: '/health/ready' },
      environment: (here) => ({
        HOST: here.host,
        PORT: String(here.port),
        OPS_PORT: String(here.opsPort),
        INSTANCE: String(here.instance),
        DATABASE_URL: here.databaseUrl('catalog'),
        PAYMENT_PROVIDER_URL: here.urlOf('payment-provider'),
        AUTH_PRIVATE_KEY_FILE: here.keys.privateKeyFile,
        AUTH_PUBLIC_KEYS_FILE: here.keys.publicKeysFile,
        ADMIN_EMAIL: here.admin.email,
        ADMIN_PASSWORD: here.admin.password,
        STOREFRONT_DIR: here.workspaceFile('storefront/dist'),
        LOG_LEVEL: here.logLevel,
      }),
    },
  ],
};
