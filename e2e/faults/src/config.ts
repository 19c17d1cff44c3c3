import path from 'node:path';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** `full` takes minutes: too long for every change. */
const SIZES = {
  small: { orders: 320, redisSeconds: [3] },
  full: { orders: 2_000, redisSeconds: [3, 12, 60] },
} as const;

const environment = z.object({
  FAULTS_SIZE: z
    .enum(['small', 'full'])
    .default('small')
    .describe('how much is tried, where the others do not say it'),
  FAULTS_ORDERS: z.coerce
    .number()
    .int()
    .min(50)
    .optional()
    .describe('orders that are placed around the kills, over all of them'),
  FAULTS_REDIS_SECONDS: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.number().positive().max(600)))
    .optional()
    .describe('how long Redis is away, one outage after the other: 3,12,60'),
  HISTORY: z
    .string()
    .min(1)
    .transform((place) => path.resolve(ROOT, place))
    .optional()
    .describe('file or folder of invoice lines that are replayed instead of a small month'),
});

export interface Extent {
  orders: number;
  redisOutagesMs: readonly number[];
  /** File or folder of invoice lines. */
  history: string | undefined;
}

/** How much is to be tried. Throws an Error that names each variable which is wrong. */
export function extent(env: Record<string, string | undefined> = process.env): Extent {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { FAULTS_SIZE, FAULTS_ORDERS, FAULTS_REDIS_SECONDS, HISTORY } = parsed.data;
  const size = SIZES[FAULTS_SIZE];
  return {
    orders: FAULTS_ORDERS ?? size.orders,
    redisOutagesMs: (FAULTS_REDIS_SECONDS ?? size.redisSeconds).map((seconds) => seconds * 1000),
    history: HISTORY,
  };
}
