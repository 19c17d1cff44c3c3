import { Injectable } from '@nestjs/common';
import type { CatalogFailure, ProductSuggestions } from '@twinshop/catalog-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { within } from '@twinshop/platform/resilience';
import { RecommendationApi } from '@twinshop/recommendation-contracts';
import { PRODUCT_ORDERS } from '../../domain/product-order.ts';
import { ProductPages } from '../../persistence/product-pages.ts';
import { toSummary } from '../../persistence/product-row.ts';
import { Products } from '../../persistence/products.ts';

/** Milliseconds that a product page waits for recommendations before it shows the default list. */
const PATIENCE_MS = 200;

/** What to show beside a product: what was bought together with it, else what is popular in its category. */
@Injectable()
export class SuggestRelated {
  private readonly products: Products;
  private readonly pages: ProductPages;
  private readonly recommendations: RecommendationApi;

  constructor(products: Products, pages: ProductPages, recommendations: RecommendationApi) {
    this.products = products;
    this.pages = pages;
    this.recommendations = recommendations;
  }

  async run(
    productId: string,
    limit: number,
  ): Promise<Result<ProductSuggestions, Extract<CatalogFailure, 'product_not_found'>>> {
    const product = await this.products.find(productId);
    if (product === undefined) return fail('product_not_found');
    // Slow, failing or gone: a product page never fails for them.
    const recommended = await within(PATIENCE_MS, this.recommendations.alsoBought(productId, limit)).catch(
      () => [],
    );
    if (recommended.length > 0) {
      const items = await this.products.summaries(recommended);
      if (items.length > 0) return ok({ items, source: 'recommendations' });
    }
    return ok({ items: await this.standard(product, limit), source: 'default' });
  }

  private async standard({ id, category }: { id: string; category: string }, limit: number) {
    const order = PRODUCT_ORDERS.popular;
    const page = { order, after: undefined, rows: limit + 1 };
    let rows = (await this.pages.list({ ...page, category })).filter((row) => row.id !== id);
    if (rows.length === 0) {
      rows = (await this.pages.list({ ...page, category: undefined })).filter((row) => row.id !== id);
    }
    return rows.slice(0, limit).map(toSummary);
  }
}
