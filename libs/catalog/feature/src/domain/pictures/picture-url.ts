import { motifFor } from './motif-words.ts';
import { seedFor } from './seed.ts';

/** Where a product's picture is served. It depends on the product alone, so it can be cached for ever. */
export function pictureUrl(product: { sku: string; name: string; category: string }): string {
  return `/images/products/${motifFor(product.name, product.category)}/${seedFor(product.sku)}.svg`;
}
