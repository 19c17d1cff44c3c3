import { Injectable } from '@nestjs/common';
import { CatalogApi, type Offer } from '@twinshop/catalog-contracts';
import { Database, readTogether, sql, type Transaction } from '@twinshop/platform/database';
import { Offers } from '../checkout/offers.port.ts';

const READ = sql(
  'offer-copies',
  `SELECT product_id AS "productId", name, price, version FROM offer_copy WHERE product_id = ANY ($1::uuid[])`,
);

/** Of several versions of an offer the greatest stays, in whatever order and however often they come. */
const SAVE = sql(
  'save-offer-copies',
  `INSERT INTO offer_copy (product_id, name, price, version)
   SELECT DISTINCT ON (product_id) product_id, name, price, version
   FROM unnest($1::uuid[], $2::text[], $3::int[], $4::bigint[]) AS o (product_id, name, price, version)
   ORDER BY product_id, version DESC
   ON CONFLICT (product_id) DO UPDATE SET name = EXCLUDED.name, price = EXCLUDED.price, version = EXCLUDED.version
   WHERE offer_copy.version < EXCLUDED.version`,
);

/**
 * This service's own copies of what products are sold as: written from the catalogue's events, which also come for
 * products that nobody asked for here, so that an answer that is overtaken by an event is never kept instead of it. What
 * there is no copy of is asked for, once.
 */
@Injectable()
export class OfferCopies extends Offers {
  private readonly database: Database;
  private readonly ask: (productId: string) => Promise<Offer | undefined>;

  constructor(database: Database, catalog: CatalogApi) {
    super();
    this.database = database;
    this.ask = readTogether(async (productIds) => {
      const offers = await catalog.offers([...new Set(productIds)]);
      if (offers.size > 0) await this.save(database, [...offers.values()]);
      return productIds.map((id) => offers.get(id));
    });
  }

  override async of(productIds: readonly string[]): Promise<Map<string, Offer>> {
    if (productIds.length === 0) return new Map();
    const copies = await this.database.query<Offer>(READ, [productIds]);
    const known = new Map(copies.map((offer) => [offer.productId, offer]));
    const lacking = productIds.filter((id) => !known.has(id));
    return lacking.length === 0 ? known : new Map([...known, ...(await this.fetch(lacking))]);
  }

  /**
   * Asks the catalogue, and keeps what it says.
   * @returns by product id; products that don't exist are absent
   * @throws Unavailable
   */
  async fetch(productIds: readonly string[]): Promise<Map<string, Offer>> {
    const offers = await Promise.all(productIds.map((id) => this.ask(id)));
    return new Map(offers.flatMap((offer) => (offer === undefined ? [] : [[offer.productId, offer]])));
  }

  async save(on: Pick<Transaction, 'query'>, offers: readonly Offer[]): Promise<void> {
    await on.query(SAVE, [
      offers.map(({ productId }) => productId),
      offers.map(({ name }) => name),
      offers.map(({ price }) => price),
      offers.map(({ version }) => version),
    ]);
  }
}
