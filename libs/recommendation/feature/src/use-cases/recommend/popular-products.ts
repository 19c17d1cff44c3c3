import { Injectable } from '@nestjs/common';
import { CatalogApi, type ProductSummary } from '@twinshop/catalog-contracts';
import { within } from '@twinshop/platform/resilience';
import { LRUCache } from 'lru-cache';

/** Milliseconds that the catalogue is waited for before its last answer is shown. */
const PATIENCE_MS = 100;

/** What the catalogue calls popular; while it can't be asked, what it last called so, or nothing. */
@Injectable()
export class PopularProducts {
  private readonly catalog: CatalogApi;
  private readonly lastGood = new LRUCache<number, ProductSummary[]>({ max: 100 });

  constructor(catalog: CatalogApi) {
    this.catalog = catalog;
  }

  async list(limit: number): Promise<ProductSummary[]> {
    try {
      const items = await within(PATIENCE_MS, this.catalog.popular(limit));
      this.lastGood.set(limit, items);
      return items;
    } catch {
      return this.lastGood.get(limit) ?? this.longestKnown().slice(0, limit);
    }
  }

  private longestKnown(): ProductSummary[] {
    return [...this.lastGood.values()].reduce((a, b) => (b.length > a.length ? b : a), []);
  }
}
