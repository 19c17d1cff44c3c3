import { AlsoBought, RecommendationApi } from '@twinshop/recommendation-contracts';
import { ResilientHttp, valueOrThrow, type ServiceClientSettings } from '@twinshop/platform/resilience';

/** A product page is to be answered within 300 ms whatever happens here; so much of that may be spent on asking. */
const PATIENCE_MS = 100;

/** Recommendations for other services, over HTTP. Rejects with `Unavailable` where they can't be asked. */
export class RecommendationHttp extends RecommendationApi {
  readonly http: ResilientHttp;

  constructor(settings: ServiceClientSettings) {
    super();
    this.http = new ResilientHttp({
      name: 'recommendation',
      timeoutMs: PATIENCE_MS,
      capacity: 50,
      ...settings,
    });
  }

  override async alsoBought(productId: string, limit: number): Promise<string[]> {
    const query = { productId, limit };
    const call = { method: 'GET', path: '/internal/recommendation/also-bought', query } as const;
    return valueOrThrow(await this.http.call(AlsoBought, call)).productIds;
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
