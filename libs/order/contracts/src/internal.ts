/** What other services may ask of the orders' own routes, and what they answer. Answers are open: a reader leaves aside what it does not know. */
import { z } from 'zod';
import { OrderConfirmed } from './messages.ts';

const MOST_CONFIRMED = 1_000;

/** Query of `GET /internal/orders/confirmed`. */
export const ListConfirmed = z.object({
  after: z.string().min(1).max(1_000).optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, `Invalid input: expected a whole number from 1 to ${MOST_CONFIRMED}`)
    .transform(Number)
    .pipe(z.int().min(1).max(MOST_CONFIRMED))
    .default(MOST_CONFIRMED),
});
export type ListConfirmed = z.infer<typeof ListConfirmed>;

/** Orders that are confirmed and not cancelled, in the order of their ids; each says what its `OrderConfirmed` said. */
export const ConfirmedPage = z.object({ items: z.array(OrderConfirmed.data), next: z.string().nullable() });
export type ConfirmedPage = z.infer<typeof ConfirmedPage>;
