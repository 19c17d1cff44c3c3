import { z } from 'zod';
import { RefusedError } from '../refusal.ts';
import type { Answer, Call } from './http-api.ts';

const money = z.object({ amount: z.int(), currency: z.literal('GBP') });

/** The parts of the public contract's answers that an import and a replay use. */
export const session = z.object({ accessToken: z.string() });
export const productPage = z.object({
  items: z.array(z.object({ id: z.string(), sku: z.string(), price: money })),
  next: z.string().nullable(),
});
export const productStock = z.object({ stock: z.int() });
export const importResult = z.object({
  imported: z.int(),
  refused: z.array(z.object({ line: z.int(), code: z.string() })),
});
export const order = z.object({
  id: z.string(),
  status: z.enum(['pending', 'confirmed', 'rejected', 'cancelled']),
  items: z.array(z.object({ productId: z.string(), quantity: z.int(), unitPrice: money })),
  total: money,
  failure: z.object({ code: z.string() }).nullable(),
});
export const orderPage = z.object({ items: z.array(order), next: z.string().nullable() });
export const problem = z.object({ code: z.string() });

/** The provider's ledger: every capture and refund, in order. */
export const ledgerPage = z.object({
  items: z.array(
    z.object({
      sequence: z.int(),
      type: z.enum(['charge', 'refund']),
      amount: z.int(),
      currency: z.literal('GBP'),
      reference: z.string(),
    }),
  ),
});

export type ShopOrder = z.infer<typeof order>;
export type Movement = z.infer<typeof ledgerPage>['items'][number];

/** The body of a good answer. Throws a RefusedError `unexpected_answer` for any other status or shape. */
export function expectBody<Shape extends z.ZodType>(
  shape: Shape,
  { status, body }: Answer,
  { method, path }: Pick<Call, 'method' | 'path'>,
): z.infer<Shape> {
  const parsed = shape.safeParse(body);
  if (status < 300 && parsed.success) return parsed.data;
  const why =
    status < 300 && parsed.error ? z.prettifyError(parsed.error) : JSON.stringify(body)?.slice(0, 300);
  throw new RefusedError('unexpected_answer', `${method} ${path} was answered ${status}: ${why}`);
}
