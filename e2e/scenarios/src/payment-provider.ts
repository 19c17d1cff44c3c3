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
    const { statusCode, body } = await request(`${this.#url}/v1/ledger`, {
      signal: AbortSignal.timeout(10_000),
    });
    const ledger = (await body.json()) as { items: Movement[] };
    if (statusCode !== 200) throw new Error(`GET /v1/ledger answered ${statusCode}`);
    const wanted = new Set(orderIds);
    return ledger.items.filter(({ reference }) => wanted.has(reference));
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
