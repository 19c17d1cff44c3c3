/** What other services may ask of the catalogue's own routes, and what they answer. Answers are open: a reader leaves aside what it does not know. */
import { Id, Limit } from '@twinshop/platform/values';
import { z } from 'zod';
import { ProductSummary } from './product.ts';

const ProductIds = z.strictObject({ productIds: z.array(Id).max(500) });

/** Body of `POST /internal/catalog/offers`. */
export const OffersOf = ProductIds;
export type OffersOf = z.infer<typeof OffersOf>;

/** Products that don't exist are absent. */
export const OfferList = z.object({
  offers: z.array(
    z.object({
      productId: Id,
      name: z.string(),
      price: z.int().min(1).describe('minor units'),
      version: z.int().min(1).describe('greater for what is newer'),
    }),
  ),
});
export type OfferList = z.infer<typeof OfferList>;

/** Body of `POST /internal/catalog/summaries`. */
export const SummariesOf = ProductIds;
export type SummariesOf = z.infer<typeof SummariesOf>;

/** Query of `GET /internal/catalog/popular` and of `GET /fallback/recommendations`. */
export const ListPopular = z.object({ limit: Limit(10) });
export type ListPopular = z.infer<typeof ListPopular>;

/** In the order of the ids that were asked for, or the most popular first. */
export const SummaryList = z.object({ items: z.array(z.object(ProductSummary.shape)) });
export type SummaryList = z.infer<typeof SummaryList>;
