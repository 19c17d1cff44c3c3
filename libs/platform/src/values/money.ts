import { z } from 'zod';

/** The one currency of this deployment (ISO 4217). */
export const CURRENCY = 'GBP';

/** An amount in minor units (pence), always an integer. */
export const Money = z
  .strictObject({ amount: z.int().nonnegative(), currency: z.literal(CURRENCY) })
  .meta({ id: 'Money' });
export type Money = z.infer<typeof Money>;

/** @param amount integer minor units */
export const money = (amount: number): Money => ({ amount, currency: CURRENCY });
