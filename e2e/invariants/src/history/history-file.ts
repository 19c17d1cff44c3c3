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

/** Reads a history that was written as JSON, or says what is wrong with the file. */
export async function readHistory(file: string): Promise<{ history: History } | { problem: string }> {
  const text = await readFile(file, 'utf8').catch((error: Error) => error);
  if (typeof text !== 'string') return { problem: text.message };
  const parsed = history.safeParse(json(text));
  if (!parsed.success) return { problem: `${file} is no history:\n${z.prettifyError(parsed.error)}` };
  const operations = parsed.data.operations.map(({ endedAt, outcome, ...operation }) => ({
    ...operation,
    endedAt,
    outcome,
  }));
  return { history: { ...parsed.data, operations } };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
