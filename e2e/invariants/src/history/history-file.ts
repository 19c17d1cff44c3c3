import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { History } from './history.ts';

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ok'), orderId: z.string(), status: z.string() }),
  z.object({ kind: z.literal('failed'), status: z.int(), code: z.string() }),
  z.object({ kind: z.literal('indeterminate'), why: z.string() }),
]);

const history = z.object({
  begunAt: z.number(),
  complete: z.boolean(),
  stock: z.record(z.string(), z.int()),
  operations: z.array(
    z.object({
      id: z.int(),
      kind: z.literal('place-order'),
      customer: z.string(),
      key: z.string(),
      items: z.array(z.object({ productId: z.string(), quantity: z.int() })),
      invokedAt: z.number(),
      endedAt: z.number().optional(),
      outcome: outcome.optional(),
      repeated: z.array(outcome),
    }),
  ),
});

/** Reads a history that was written as JSON. @throws Error that says what is wrong with the file */
export async function readHistory(file: string): Promise<History> {
  const parsed = history.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is no history:\n${z.prettifyError(parsed.error)}`);
  const { operations, ...facts } = parsed.data;
  return {
    ...facts,
    operations: operations.map(({ endedAt, outcome, ...operation }) => ({ ...operation, endedAt, outcome })),
  };
}
