import { Injectable } from '@nestjs/common';
import { CatalogApi, type Offer, type ProductSummary } from '@twinshop/catalog-contracts';
import { PRODUCT_ORDERS } from './domain/product-order.ts';
import { ProductPages } from './persistence/product-pages.ts';
import { toSummary } from './persistence/product-row.ts';
import { Products } from './persistence/products.ts';

/** The catalogue for modules in the same process. */
@Injectable()
export class CatalogInProcess extends CatalogApi {
  private readonly products: Products;
  private readonly pages: ProductPages;

  constructor(products: Products, pages: ProductPages) {
    super();
    this.products = products;
    this.pages = pages;
  }

  override offers(productIds: readonly string[]): Promise<Map<string, Offer>> {
    return this.products.offers(productIds);
  }

  override summaries(productIds: readonly string[]): Promise<ProductSummary[]> {
    return this.products.summaries(productIds);
  }

  override async popular(limit: number): Promise<ProductSummary[]> {
    const page = { order: PRODUCT_ORDERS.popular, category: undefined, after: undefined, rows: limit };
    return (await this.pages.list(page)).map(toSummary);
  }
}
