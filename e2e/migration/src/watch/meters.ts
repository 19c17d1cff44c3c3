import { setTimeout as delay } from 'node:timers/promises';
import { parseMetrics } from '@twinshop/drills/metrics';
import type { ShopControl } from '@twinshop/local';
import { LagOfCopies } from '../data/index.ts';

/** Milliseconds; shorter than what lies between two readings. */
const LAG_WITHIN_MS = 900;
const SAYS_WITHIN_MS = 250;
/**
 * Milliseconds in which all processes are asked, one after the other: to tell its metrics keeps each busy for some five
 * milliseconds, and all of them together two processors for so long that a customer in forty waited.
 */
const SPREAD_OVER_MS = 700;
const ANSWERED = 'http_request_duration_seconds_count';

export interface Reading {
  lagBytes?: number;
  /** Since the last reading, by process. */
  answered: Readonly<Record<string, number>>;
}

/** Reads how far copies are behind, and how many requests each process has answered. What does not say so is left out. */
export class Meters {
  readonly #control: Pick<ShopControl, 'adminUrl' | 'shop'>;
  readonly #lag: LagOfCopies;
  #answered = new Map<string, number>();

  constructor(control: Pick<ShopControl, 'adminUrl' | 'shop'>) {
    this.#control = control;
    this.#lag = new LagOfCopies(() => control.adminUrl(), LAG_WITHIN_MS);
  }

  /** Takes most of a second; never rejects. */
  async read(): Promise<Reading> {
    const [lagBytes, answered] = await Promise.all([
      this.#lag.read().catch(() => undefined),
      this.#totals().catch(() => new Map<string, number>()),
    ]);
    const before = this.#answered;
    // One that did not say counts on: what it answers meanwhile is told when it says so.
    this.#answered = new Map([...before, ...answered]);
    // One that was started anew has counted from nothing.
    const news = [...answered].map(([name, total]) => [name, total - (before.get(name) ?? total)] as const);
    return {
      ...(lagBytes !== undefined && { lagBytes }),
      answered: Object.fromEntries(news.filter(([, count]) => count > 0)),
    };
  }

  async close(): Promise<void> {
    await this.#lag.close();
  }

  async #totals(): Promise<Map<string, number>> {
    const { processes } = await this.#control.shop();
    const totals = new Map<string, number>();
    for (const { name, opsUrl } of processes) {
      const count = opsUrl && (await answeredBy(opsUrl));
      if (typeof count === 'number') totals.set(name, count);
      await delay(SPREAD_OVER_MS / processes.length);
    }
    return totals;
  }
}

/** Undefined where it does not say. */
async function answeredBy(opsUrl: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${opsUrl}/metrics`, { signal: AbortSignal.timeout(SAYS_WITHIN_MS) });
    if (!response.ok) return undefined;
    const metrics = parseMetrics(await response.text(), new Set([ANSWERED]));
    return metrics.reduce((sum, { value }) => sum + value, 0);
  } catch {
    return undefined;
  }
}
