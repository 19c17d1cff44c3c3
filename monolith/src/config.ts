import { readFileSync } from 'node:fs';
import { Instance, readConfig } from '@twinshop/platform/config';
import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: Port.default(8080).describe('public port'),
  REUSE_PORT: z
    .stringbool()
    .default(false)
    .describe('whether another process may listen on the public port, too, to take it over'),
  OPS_PORT: Port.default(9080).describe('internal port: health and metrics'),
  INSTANCE: Instance.describe('name of this replica, as in X-Served-By'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('the shop’s PostgreSQL database'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20).describe('connections to it'),
  PAYMENT_PROVIDER_URL: z.url({ protocol: /^https?$/ }).describe('base URL of the card processor'),
  AUTH_PRIVATE_KEY_FILE: z.string().min(1).describe('JSON file: the private Ed25519 JWK that signs tokens'),
  AUTH_PUBLIC_KEYS_FILE: z.string().min(1).describe('JSON file: the JWK Set that tokens are checked against'),
  ADMIN_EMAIL: z.email().describe('the admin’s email'),
  ADMIN_PASSWORD: z.string().min(10).max(128).describe('the admin’s password'),
  STOREFRONT_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('the built storefront; without it, only the API is served'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});

export type Config = z.infer<typeof Environment>;

/** The one reader of the environment. @throws InvalidConfiguration */
export const loadConfig = (): Config => readConfig(Environment, process.env);

export const readJsonFile = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
