import { parseMetrics } from '@twinshop/drills/metrics';
import type { ShopControl } from '@twinshop/local';
import { LagOfCopies } from '../data/index.ts';

/** Shorter than what lies between two looks. */
const WITHIN_MS = 900;
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
    this.#lag = new LagOfCopies(() => control.adminUrl(), WITHIN_MS);
  }

  /** Never rejects. */
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
    const said = await Promise.all(
      processes.map(async ({ name, opsUrl }) => [name, opsUrl && (await answeredBy(opsUrl))] as const),
    );
    return new Map(said.flatMap(([name, count]) => (typeof count === 'number' ? [[name, count]] : [])));
  }
}

/** Undefined where it does not say. */
async function answeredBy(opsUrl: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${opsUrl}/metrics`, { signal: AbortSignal.timeout(WITHIN_MS) });
    if (!response.ok) return undefined;
    const metrics = parseMetrics(await response.text(), new Set([ANSWERED]));
    return metrics.reduce((sum, { value }) => sum + value, 0);
  } catch {
    return undefined;
  }
}
