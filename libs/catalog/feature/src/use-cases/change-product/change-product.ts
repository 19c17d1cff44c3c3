import { Injectable } from '@nestjs/common';
import type { CatalogFailure, ChangeProduct as Request, Product } from '@twinshop/catalog-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Products } from '../../persistence/products.ts';

/** New words, price or category for a product. Orders that were accepted keep what they were accepted at. */
@Injectable()
export class ChangeProduct {
  private readonly products: Products;

  constructor(products: Products) {
    this.products = products;
  }

  async run(
    id: string,
    request: Request,
  ): Promise<Result<Product, Extract<CatalogFailure, 'product_not_found'>>> {
    await this.products.change(id, request);
    const product = await this.products.find(id);
    return product === undefined ? fail('product_not_found') : ok(product);
  }
}
