import { readFileSync } from 'node:fs';
import { Instance, readConfig } from '@twinshop/platform/config';
import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);

const Environment = z.object({
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  PORT: Port.default(8083).describe('public port; nothing is served there'),
  OPS_PORT: Port.default(9083).describe('internal port: health, metrics, queues'),
  INSTANCE: Instance.describe('name of this replica'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('the payments’ own PostgreSQL database'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('connections to it'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).describe('Redis that holds the queues'),
  PAYMENT_PROVIDER_URL: z.url({ protocol: /^https?$/ }).describe('base URL of the card processor'),
  PAYMENT_SEAL_KEY_FILE: z
    .string()
    .min(1)
    .describe('JSON file { "key": base64 of 32 bytes }: opens the card tokens of messages'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least level that is logged'),
});

export type Config = z.infer<typeof Environment>;

/** The one reader of the environment. @throws InvalidConfiguration */
export const loadConfig = (): Config => readConfig(Environment, process.env);

const SealKey = z.object({ key: z.string() });

/** @throws when the file is not there, or holds something else */
export const readSealKey = (path: string): string =>
  SealKey.parse(JSON.parse(readFileSync(path, 'utf8'))).key;
