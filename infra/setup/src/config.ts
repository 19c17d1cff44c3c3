import { readConfig } from '@twinshop/platform/config';
import { z } from 'zod';

const Environment = z.object({
  SECRETS_DIR: z
    .string()
    .min(1)
    .default('/secrets')
    .describe('folder of all secrets, one below it for each container'),
  POSTGRES_HOST: z.string().min(1).default('postgres').describe('where PostgreSQL listens on its usual port'),
  SHOP_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://shop:8080')
    .describe('where customers reach the shop'),
  PRODUCTS: z.coerce.number().int().min(0).default(1_000).describe('products of a catalogue that is empty'),
});

export type Config = z.infer<typeof Environment>;

/** The one reader of the environment. @throws InvalidConfiguration */
export const loadConfig = (): Config => readConfig(Environment, process.env);
