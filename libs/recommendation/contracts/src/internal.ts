/** What other services may ask of the recommendations' own routes, and what they answer. Answers are open: a reader leaves aside what it does not know. */
import { Id, Limit } from '@twinshop/platform/values';
import { z } from 'zod';

/** Query of `GET /internal/recommendation/also-bought`. */
export const AskAlsoBought = z.object({ productId: Id, limit: Limit(6) });
export type AskAlsoBought = z.infer<typeof AskAlsoBought>;

/** The likeliest first; empty where nothing is known. */
export const AlsoBought = z.object({ productIds: z.array(Id) });
export type AlsoBought = z.infer<typeof AlsoBought>;
