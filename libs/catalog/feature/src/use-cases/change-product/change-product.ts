import { Injectable } from '@nestjs/common';
import {
  OfferEvents,
  type CatalogFailure,
  type ChangeProduct as Request,
  type Product,
} from '@twinshop/catalog-contracts';
import { Database } from '@twinshop/platform/database';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Products } from '../../persistence/products.ts';

/**
 * New words, price or category for a product. Orders that were accepted keep what they were accepted at; whoever gets the
 * answer and orders then pays the new price, as far as it can be brought about in time.
 */
@Injectable()
export class ChangeProduct {
  private readonly database: Database;
  private readonly products: Products;
  private readonly events: OfferEvents;

  constructor(database: Database, products: Products, events: OfferEvents) {
    this.database = database;
    this.products = products;
    this.events = events;
  }

  async run(
    id: string,
    request: Request,
  ): Promise<Result<Product, Extract<CatalogFailure, 'product_not_found'>>> {
    const everywhere = await this.database.transaction(async (tx) => {
      const offer = await this.products.change(tx, id, request);
      return offer === undefined ? undefined : this.events.changed(tx, offer);
    });
    await everywhere?.();
    const product = await this.products.find(id);
    return product === undefined ? fail('product_not_found') : ok(product);
  }
}
