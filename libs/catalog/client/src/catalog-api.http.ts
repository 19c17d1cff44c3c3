import {
  CatalogApi,
  OfferList,
  SummaryList,
  type OffersOf,
  type ProductSummary,
  type SummariesOf,
} from '@twinshop/catalog-contracts';
import { ResilientHttp, valueOrThrow, type ServiceClientSettings } from '@twinshop/platform/resilience';

interface CatalogHttpSettings extends ServiceClientSettings {
  /** Milliseconds that an answer is waited for; 1,000 unless told. Silence counts as a failure after half of that (ADR 11). */
  timeoutMs?: number;
}

/** The catalogue for other services, over HTTP. Rejects with `Unavailable` where it can't be asked. */
export class CatalogHttp extends CatalogApi {
  readonly http: ResilientHttp;

  constructor(settings: CatalogHttpSettings) {
    super();
    this.http = new ResilientHttp({ name: 'catalog', timeoutMs: 1_000, capacity: 50, ...settings });
  }

  override async offers(productIds: readonly string[]): Promise<Map<string, OfferList['offers'][number]>> {
    if (productIds.length === 0) return new Map();
    const body: OffersOf = { productIds: [...productIds] };
    const call = { method: 'POST', path: '/internal/catalog/offers', body, idempotent: true } as const;
    const { offers } = valueOrThrow(await this.http.call(OfferList, call));
    return new Map(offers.map((offer) => [offer.productId, offer]));
  }

  override async summaries(productIds: readonly string[]): Promise<ProductSummary[]> {
    if (productIds.length === 0) return [];
    const body: SummariesOf = { productIds: [...productIds] };
    const call = { method: 'POST', path: '/internal/catalog/summaries', body, idempotent: true } as const;
    return valueOrThrow(await this.http.call(SummaryList, call)).items;
  }

  override async popular(limit: number): Promise<ProductSummary[]> {
    const call = { method: 'GET', path: '/internal/catalog/popular', query: { limit } } as const;
    return valueOrThrow(await this.http.call(SummaryList, call)).items;
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
