import { Limit, Money, text } from '@twinshop/platform/values';
import { z } from 'zod';

export const SORTS = ['newest', 'price', '-price', 'popular'] as const;
export type Sort = (typeof SORTS)[number];

export const CATEGORY_SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const MOST_ATTRIBUTES = 50;
const LARGEST_PRICE = 100_000_000;
const LARGEST_STOCK = 1_000_000_000;

export const ListProducts = z.object({
  limit: Limit(20),
  after: z.string().min(1).max(1_000).optional(),
  category: text(0, 100).optional(),
  q: text(0, 200).optional(),
  sort: z.enum(SORTS).optional(),
});
export type ListProducts = z.infer<typeof ListProducts>;

export const ListRelated = z.object({ limit: Limit(6) });
export type ListRelated = z.infer<typeof ListRelated>;

const Price = z.strictObject({
  ...Money.shape,
  amount: z.int().min(1).max(LARGEST_PRICE),
});

const AttributeValue = z.union([text(0, 500), z.number(), z.boolean()]);
const NewAttributes = z
  .record(text(1, 64), AttributeValue)
  .refine((attributes) => Object.keys(attributes).length <= MOST_ATTRIBUTES, {
    message: `Too many attributes: at most ${MOST_ATTRIBUTES}`,
  });

const editable = {
  name: text(1, 200),
  description: text(0, 10_000),
  price: Price,
  category: z
    .string()
    .max(64)
    .regex(CATEGORY_SLUG, 'Invalid slug: lower-case letters and digits, joined by hyphens'),
};

export const CreateProduct = z.strictObject({
  sku: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'Invalid sku: 1 to 64 of A-Z a-z 0-9 . _ -'),
  ...editable,
  stock: z.int().min(0).max(LARGEST_STOCK),
  attributes: NewAttributes.optional(),
});
export type CreateProduct = z.infer<typeof CreateProduct>;

export const ChangeProduct = z.strictObject(editable).partial();
export type ChangeProduct = z.infer<typeof ChangeProduct>;

export const ChangeStock = z.strictObject({ delta: z.int().min(-LARGEST_STOCK).max(LARGEST_STOCK) });
export type ChangeStock = z.infer<typeof ChangeStock>;

export const StockLevel = z.strictObject({ stock: z.int().nonnegative() }).meta({ id: 'StockLevel' });
export type StockLevel = z.infer<typeof StockLevel>;

export const ImportReport = z
  .strictObject({
    imported: z.int().nonnegative(),
    refused: z.array(z.strictObject({ line: z.int().positive(), code: z.string() })),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;
