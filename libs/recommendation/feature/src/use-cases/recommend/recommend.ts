import { Injectable } from '@nestjs/common';
import { CatalogApi, type ProductSuggestions } from '@twinshop/catalog-contracts';
import { within } from '@twinshop/platform/resilience';
import { PurchaseHistory } from '@twinshop/recommendation-contracts';

/** Milliseconds that somebody waits for recommendations before the default list is shown. */
const PATIENCE_MS = 200;

/** What to show somebody: what goes with what they bought, else the best sellers, else what the catalogue calls popular. */
@Injectable()
export class Recommend {
  private readonly history: PurchaseHistory;
  private readonly catalog: CatalogApi;

  constructor(history: PurchaseHistory, catalog: CatalogApi) {
    this.history = history;
    this.catalog = catalog;
  }

  async run(customerId: string | undefined, limit: number): Promise<ProductSuggestions> {
    const ids = await within(PATIENCE_MS, this.fromHistory(customerId, limit)).catch(() => []);
    const items = ids.length === 0 ? [] : await this.catalog.summaries(ids);
    return items.length === 0
      ? { items: await this.catalog.popular(limit), source: 'default' }
      : { items, source: 'recommendations' };
  }

  private async fromHistory(customerId: string | undefined, limit: number): Promise<string[]> {
    const own = customerId === undefined ? [] : await this.history.forCustomer(customerId, limit);
    return own.length === 0 ? this.history.bestSellers(limit) : own;
  }
}
