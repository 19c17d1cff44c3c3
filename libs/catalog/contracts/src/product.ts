import { Id, Money } from '@twinshop/platform/values';
import { z } from 'zod';

export const Category = z
  .strictObject({ slug: z.string(), name: z.string(), products: z.int().nonnegative() })
  .meta({ id: 'Category' });
export type Category = z.infer<typeof Category>;

export const CategoryList = z.strictObject({ items: z.array(Category) }).meta({ id: 'CategoryList' });
export type CategoryList = z.infer<typeof CategoryList>;

const summary = {
  id: Id,
  sku: z.string(),
  name: z.string(),
  price: Money,
  category: z.string().describe('slug'),
  imageUrl: z.string(),
  inStock: z.boolean(),
};

export const ProductSummary = z.strictObject(summary).meta({ id: 'ProductSummary' });
export type ProductSummary = z.infer<typeof ProductSummary>;

export const Attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Attributes = z.infer<typeof Attributes>;

export const Product = z
  .strictObject({
    ...summary,
    description: z.string(),
    attributes: Attributes,
    stock: z.int().nonnegative(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;

export const ProductPage = z
  .strictObject({ items: z.array(ProductSummary), next: z.string().nullable() })
  .meta({ id: 'ProductPage' });
export type ProductPage = z.infer<typeof ProductPage>;

/** Products that somebody may like. `default` says that no recommendation stands behind them. */
export const ProductSuggestions = z
  .strictObject({ items: z.array(ProductSummary), source: z.enum(['recommendations', 'default']) })
  .meta({ id: 'ProductSuggestions' });
export type ProductSuggestions = z.infer<typeof ProductSuggestions>;
