import { callsOthers, ofAnyProcess } from '../services.ts';
import type { NodeProcess, Surroundings } from '../topology.ts';

type Module = 'catalog' | 'order' | 'payment' | 'recommendation';

/** Processes of modules that have left. */
type Calls = Partial<Record<Module, string>>;

type Environment = (here: Surroundings, calls: Calls) => Record<string, string>;

/** What a module that is still in the monolith has to be told, and which processes serve those that it calls. */
const environmentOf: Readonly<Record<Module, Environment>> = {
  catalog: (here, calls) => ({
    CATALOG_DATABASE_URL: here.databaseUrl('catalog'),
    ...(calls.recommendation && { RECOMMENDATION_URL: here.urlOf(calls.recommendation) }),
  }),
  order: (here, calls) => ({
    ORDER_DATABASE_URL: here.databaseUrl('order'),
    AUTH_PRIVATE_KEY_FILE: here.keys.privateKeyFile,
    ADMIN_EMAIL: here.admin.email,
    ADMIN_PASSWORD: here.admin.password,
    PAYMENT_SEAL_KEY_FILE: here.keys.paymentSealFile,
    ...(calls.catalog && { CATALOG_URL: here.urlOf(calls.catalog) }),
  }),
  payment: (here) => ({
    PAYMENT_DATABASE_URL: here.databaseUrl('payment'),
    PAYMENT_PROVIDER_URL: here.urlOf('payment-provider'),
    PAYMENT_SEAL_KEY_FILE: here.keys.paymentSealFile,
  }),
  recommendation: () => ({}),
};

/** The monolith of a step from 2 on: modules that share a process and no data, and the storefront. */
export const decoupledMonolith = (
  step: number,
  modules: readonly Module[],
  calls: Calls = {},
): NodeProcess => ({
  name: 'monolith',
  kind: 'node',
  program: 'monolith/dist/decoupled/main.js',
  queues: modules,
  replicas: 2,
  scales: true,
  after: ['payment-provider'],
  ready: { port: 'ops', path: '/health/ready' },
  environment: (here) => ({
    ...ofAnyProcess(here),
    STEP: String(step),
    REDIS_URL: here.urlOf('redis'),
    STOREFRONT_DIR: here.workspaceFile('storefront/dist'),
    AUTH_PUBLIC_KEYS_FILE: here.keys.publicKeysFile,
    ...callsOthers(here),
    ...Object.assign({}, ...modules.map((module) => environmentOf[module](here, calls))),
  }),
});
