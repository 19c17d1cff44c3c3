import { Injectable } from '@nestjs/common';
import { CatalogApi, type Offer } from '@twinshop/catalog-contracts';
import { Offers } from '../checkout/offers.port.ts';

/** Straight from the catalogue, where it is in the same process. */
@Injectable()
export class OffersOfCatalog extends Offers {
  private readonly catalog: CatalogApi;

  constructor(catalog: CatalogApi) {
    super();
    this.catalog = catalog;
  }

  override of(productIds: readonly string[]): Promise<Map<string, Offer>> {
    return this.catalog.offers(productIds);
  }
}
