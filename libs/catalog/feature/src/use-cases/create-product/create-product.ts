import { Injectable } from '@nestjs/common';
import type { CatalogFailure, CreateProduct as Request, Product } from '@twinshop/catalog-contracts';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Products } from '../../persistence/products.ts';

/** A new product; its category comes into being with its first product. */
@Injectable()
export class CreateProduct {
  private readonly products: Products;

  constructor(products: Products) {
    this.products = products;
  }

  async run(request: Request): Promise<Result<Product, Extract<CatalogFailure, 'sku_taken'>>> {
    const [id] = await this.products.add([request]);
    const product = id === undefined ? undefined : await this.products.find(id);
    return product === undefined ? fail('sku_taken') : ok(product);
  }
}
