import { readFileSync } from 'node:fs';
import { Instance, readConfig } from '@twinshop/platform/config';
import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);
const JsonFile = z.string().min(1);
const DatabaseUrl = z.url({ protocol: /^postgres(ql)?$/ });
const HttpUrl = z.url({ protocol: /^https?$/ });

const Process = z.object({
  STEP: z.coerce.number().int().min(2).max(6).describe('which modules are still here: step 2 to 6'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: Port.default(8080).describe('public port'),
  OPS_PORT: Port.default(9080).describe('internal port: health, metrics, queues'),
  INSTANCE: Instance.describe('name of this replica, as in X-Served-By'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).describe('Redis that holds the queues and the projection'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20).describe('connections of each module'),
  AUTH_PUBLIC_KEYS_FILE: JsonFile.describe('JSON file: the JWK Set that tokens are checked against'),
  SERVICE_PRIVATE_KEY_FILE: JsonFile.describe('JSON file: the private Ed25519 JWK that signs its calls'),
  SERVICE_PUBLIC_KEYS_FILE: JsonFile.describe('JSON file: the JWK Set that calls are checked against'),
  STOREFRONT_DIR: z.string().min(1).describe('the built storefront'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});
export type ProcessConfig = z.infer<typeof Process>;

const Catalog = z.object({
  CATALOG_DATABASE_URL: DatabaseUrl.describe('PostgreSQL, as the owner of the catalogue’s schema'),
});
const RecommendationsElsewhere = z.object({
  RECOMMENDATION_URL: HttpUrl.describe('base URL of the recommendation service'),
});

const SealKeyFile = JsonFile.describe('JSON file { "key": base64 of 32 bytes }: seals card tokens');
const Order = z.object({
  ORDER_DATABASE_URL: DatabaseUrl.describe('PostgreSQL, as the owner of the orders’ schema'),
  AUTH_PRIVATE_KEY_FILE: JsonFile.describe('JSON file: the private Ed25519 JWK that signs tokens'),
  ADMIN_EMAIL: z.email().describe('the admin’s email'),
  ADMIN_PASSWORD: z.string().min(10).max(128).describe('the admin’s password'),
  PAYMENT_SEAL_KEY_FILE: SealKeyFile,
});
const CatalogElsewhere = z.object({ CATALOG_URL: HttpUrl.describe('base URL of the catalogue service') });

const Payment = z.object({
  PAYMENT_DATABASE_URL: DatabaseUrl.describe('PostgreSQL, as the owner of the payments’ schema'),
  PAYMENT_PROVIDER_URL: HttpUrl.describe('base URL of the card processor'),
  PAYMENT_SEAL_KEY_FILE: SealKeyFile,
});

/** The one reader of the environment: what the process needs, and what each module that is still in it does. Each throws InvalidConfiguration. */
export const loadConfig = {
  process: () => readConfig(Process, process.env),
  catalog: () => readConfig(Catalog, process.env),
  recommendationsElsewhere: () => readConfig(RecommendationsElsewhere, process.env),
  order: () => readConfig(Order, process.env),
  catalogElsewhere: () => readConfig(CatalogElsewhere, process.env),
  payment: () => readConfig(Payment, process.env),
};

export const readJsonFile = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const SealKey = z.object({ key: z.string() });

/** @throws when the file is not there, or holds something else */
export const readSealKey = (path: string): string => SealKey.parse(readJsonFile(path)).key;
