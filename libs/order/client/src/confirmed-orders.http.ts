import { ConfirmedPage } from '@twinshop/order-contracts';
import { ResilientHttp, valueOrThrow, type ServiceClientSettings } from '@twinshop/platform/resilience';

const PAGE = 1_000;
/** A thousand orders of the most lines that an order may have. */
const LARGEST_PAGE = 64 * 1024 * 1024;

/** All confirmed orders, for whoever keeps something that follows from them and builds it anew. */
export class ConfirmedOrdersHttp {
  readonly http: ResilientHttp;

  constructor(settings: ServiceClientSettings) {
    this.http = new ResilientHttp({
      name: 'order',
      timeoutMs: 10_000,
      capacity: 2,
      largestReply: LARGEST_PAGE,
      ...settings,
    });
  }

  /** Page after page, each of at most 1,000 orders, in the order of their ids. Rejects with `Unavailable`. */
  async *pages(): AsyncGenerator<ConfirmedPage['items']> {
    let after: string | undefined;
    do {
      const query = { after, limit: PAGE };
      const call = { method: 'GET', path: '/internal/orders/confirmed', query } as const;
      const page = valueOrThrow(await this.http.call(ConfirmedPage, call));
      yield page.items;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  onApplicationShutdown(): Promise<void> {
    return this.http.close();
  }
}
