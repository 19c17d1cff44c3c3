import { z } from 'zod';

const environment = z.object({
  FAULTS_ORDERS: z.coerce
    .number()
    .int()
    .min(50)
    .default(320)
    .describe('orders that are placed around the kills, over all of them'),
  FAULTS_REDIS_SECONDS: z
    .string()
    .default('3')
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.number().positive().max(600)))
    .describe('how long Redis is away, one outage after the other: 3,12,60'),
});

export interface Extent {
  orders: number;
  redisOutagesMs: readonly number[];
}

/** How much is to be tried. Throws an Error that names each variable which is wrong. */
export function extent(env: Record<string, string | undefined> = process.env): Extent {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { FAULTS_ORDERS, FAULTS_REDIS_SECONDS } = parsed.data;
  return { orders: FAULTS_ORDERS, redisOutagesMs: FAULTS_REDIS_SECONDS.map((seconds) => seconds * 1000) };
}
