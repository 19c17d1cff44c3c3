import { Injectable } from '@nestjs/common';
import { CatalogApi, type ProductSuggestions } from '@twinshop/catalog-contracts';
import { within } from '@twinshop/platform/resilience';
import { PurchaseHistory } from '../../purchase-history.ts';
import { PopularProducts } from './popular-products.ts';

/** Milliseconds: with those for the default list, nobody waits for longer than 400 ms, whoever is away. */
const PATIENCE_WITH_HISTORY_MS = 150;
const PATIENCE_WITH_CATALOG_MS = 120;

/** What to show somebody: what goes with what they bought, else the best sellers, else what the catalogue calls popular. */
@Injectable()
export class Recommend {
  private readonly history: PurchaseHistory;
  private readonly catalog: CatalogApi;
  private readonly popular: PopularProducts;

  constructor(history: PurchaseHistory, catalog: CatalogApi, popular: PopularProducts) {
    this.history = history;
    this.catalog = catalog;
    this.popular = popular;
  }

  /** Always answers: with the default list where the history or the catalogue is slow, failing or gone. */
  async run(customerId: string | undefined, limit: number): Promise<ProductSuggestions> {
    const ids = await orNone(PATIENCE_WITH_HISTORY_MS, this.fromHistory(customerId, limit));
    const items = ids.length === 0 ? [] : await orNone(PATIENCE_WITH_CATALOG_MS, this.catalog.summaries(ids));
    return items.length === 0
      ? { items: await this.popular.list(limit), source: 'default' }
      : { items, source: 'recommendations' };
  }

  private async fromHistory(customerId: string | undefined, limit: number): Promise<string[]> {
    const own = customerId === undefined ? [] : await this.history.forCustomer(customerId, limit);
    return own.length === 0 ? this.history.bestSellers(limit) : own;
  }
}

const orNone = <Item>(milliseconds: number, asked: Promise<Item[]>): Promise<Item[]> =>
  within(milliseconds, asked).catch(() => []);
