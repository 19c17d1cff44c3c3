import { readFileSync } from 'node:fs';
import { Instance, readConfig } from '@twinshop/platform/config';
import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: Port.default(8081).describe('public port'),
  OPS_PORT: Port.default(9081).describe('internal port: health, metrics, queues'),
  INSTANCE: Instance.describe('name of this replica, as in X-Served-By'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('the catalogue’s own PostgreSQL database'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20).describe('connections to it'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).describe('Redis that holds the queues'),
  RECOMMENDATION_URL: z.url({ protocol: /^https?$/ }).describe('base URL of the recommendation service'),
  AUTH_PUBLIC_KEYS_FILE: z
    .string()
    .min(1)
    .describe('JSON file: the JWK Set that access tokens are checked against'),
  SERVICE_PRIVATE_KEY_FILE: z
    .string()
    .min(1)
    .describe('JSON file: the private Ed25519 JWK that signs this service’s calls'),
  SERVICE_PUBLIC_KEYS_FILE: z
    .string()
    .min(1)
    .describe('JSON file: the JWK Set of all services, that their calls are checked against'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});

export type Config = z.infer<typeof Environment>;

/** The one reader of the environment. @throws InvalidConfiguration */
export const loadConfig = (): Config => readConfig(Environment, process.env);

export const readJsonFile = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
