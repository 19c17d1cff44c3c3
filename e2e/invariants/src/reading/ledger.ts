import { z } from 'zod';
import type { ShopToRead } from './variant.ts';

const WITHIN_MS = 60_000;

const movement = z.object({
  type: z.enum(['charge', 'refund']),
  /** Minor units. */
  amount: z.int(),
  /** The order's id. */
  reference: z.string(),
});
const ledger = z.object({ items: z.array(movement) });

/** Money that the payment provider has moved. */
export type Movement = z.infer<typeof movement>;

export async function readLedger({ providerUrl }: ShopToRead): Promise<Movement[]> {
  const answer = await fetch(`${providerUrl}/v1/ledger`, { signal: AbortSignal.timeout(WITHIN_MS) });
  if (!answer.ok) throw new Error(`The payment provider's ledger is answered with ${answer.status}.`);
  return ledger.parse(await answer.json()).items;
}
