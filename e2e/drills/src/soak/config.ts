import { z } from 'zod';

const count = z.coerce.number().int().positive().optional();

const environment = z.object({
  SOAK_SEED: z.coerce.number().int().min(0).default(1_392).describe('of faults and customers'),
  SOAK_ORDERS: count.describe('accepted orders on each variant, instead of a few hundred'),
  SOAK_FAULTS: count.describe('faults that are spread over them, instead of about ten'),
});

/** How long the tests soak a shop; the usual extent of each variant is its test's own matter. */
export interface SoakExtent {
  seed: number;
  orders: number | undefined;
  faults: number | undefined;
}

/** Throws an Error that names each variable which is wrong. */
export function soakExtent(env: Record<string, string | undefined> = process.env): SoakExtent {
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { SOAK_SEED, SOAK_ORDERS, SOAK_FAULTS } = parsed.data;
  return { seed: SOAK_SEED, orders: SOAK_ORDERS, faults: SOAK_FAULTS };
}
