import { request } from 'undici';

/** The faults that the stand-in for a card processor can have; all are off when it is healthy. */
export interface Behaviour {
  readonly latencyMs: number;
  readonly jitterMs: number;
  readonly errorRate: number;
  readonly loseReplyRate: number;
  readonly down: boolean;
}

/** One line of the provider's ledger; `reference` is the order's id, amounts are minor units. */
export interface Movement {
  readonly type: 'charge' | 'refund';
  readonly amount: number;
  readonly currency: string;
  readonly reference: string;
}

const HEALTHY: Behaviour = { latencyMs: 0, jitterMs: 0, errorRate: 0, loseReplyRate: 0, down: false };

/** The only judge of what was charged, and the place to cause its faults. */
export class PaymentProvider {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  behave(faults: Partial<Behaviour>): Promise<void> {
    return this.#put({ ...HEALTHY, ...faults });
  }

  heal(): Promise<void> {
    return this.#put(HEALTHY);
  }

  /** What was charged and refunded for these orders, in the order in which it happened. */
  async movementsOf(...orderIds: string[]): Promise<Movement[]> {
    const wanted = new Set(orderIds);
    return (await this.movements()).filter(({ reference }) => wanted.has(reference));
  }

  /** Everything that was charged and refunded, in the order in which it happened. */
  async movements(): Promise<Movement[]> {
    return (await this.#get<{ items: Movement[] }>('/v1/ledger')).items;
  }

  /** How often the shop has called, as in `{ "POST /v1/charges": 3 }`, also where nothing was charged. */
  calls(): Promise<Record<string, number>> {
    return this.#get('/calls');
  }

  async #get<Body>(path: string): Promise<Body> {
    const { statusCode, body } = await request(`${this.#url}${path}`, {
      signal: AbortSignal.timeout(10_000),
    });
    const answer = (await body.json()) as Body;
    if (statusCode !== 200) throw new Error(`GET ${path} answered ${statusCode}`);
    return answer;
  }

  async #put(behaviour: Behaviour): Promise<void> {
    const { statusCode, body } = await request(`${this.#url}/behaviour`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(behaviour),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`PUT /behaviour answered ${statusCode}: ${text}`);
  }
}
