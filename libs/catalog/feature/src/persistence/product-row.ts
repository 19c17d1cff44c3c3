import type { Attributes, Product, ProductSummary } from '@twinshop/catalog-contracts';
import { money } from '@twinshop/platform/values';
import { pictureUrl } from '../domain/pictures/index.ts';

export interface SummaryRow {
  id: string;
  sku: string;
  name: string;
  price_amount: number;
  category_slug: string;
  on_hand: number;
}

export interface ProductRow extends SummaryRow {
  description: string;
  attributes: Attributes;
  created_at: Date;
}

export const toSummary = (row: SummaryRow): ProductSummary => ({
  id: row.id,
  sku: row.sku,
  name: row.name,
  price: money(row.price_amount),
  category: row.category_slug,
  imageUrl: pictureUrl({ sku: row.sku, name: row.name, category: row.category_slug }),
  inStock: row.on_hand > 0,
});

export const toProduct = (row: ProductRow): Product => ({
  ...toSummary(row),
  description: row.description,
  attributes: row.attributes,
  stock: row.on_hand,
  createdAt: row.created_at.toISOString(),
});
