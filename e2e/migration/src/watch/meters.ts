import { setTimeout as delay } from 'node:timers/promises';
import { parseMetrics } from '@twinshop/drills/metrics';
import type { ShopControl } from '@twinshop/local';
import { sum } from 'simple-statistics';
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
  /** Of these, answers of 500: a fault of whoever answered, where 503 and 504 may be that of another. */
  faults: number;
}

/** That a process has answered since it was started. */
interface Totals {
  answered: number;
  faults: number;
}

/** Reads how far copies are behind, and what each process has answered. What does not say so is left out. */
export class Meters {
  readonly #control: Pick<ShopControl, 'adminUrl' | 'shop'>;
  readonly #lag: LagOfCopies;
  #before = new Map<string, Totals>();

  constructor(control: Pick<ShopControl, 'adminUrl' | 'shop'>) {
    this.#control = control;
    this.#lag = new LagOfCopies(() => control.adminUrl(), LAG_WITHIN_MS);
  }

  /** Takes most of a second; never rejects. */
  async read(): Promise<Reading> {
    const [lagBytes, totals] = await Promise.all([
      this.#lag.read().catch(() => undefined),
      this.#totals().catch(() => new Map<string, Totals>()),
    ]);
    const before = this.#before;
    // One that did not say counts on: what it answers meanwhile is told when it says so.
    this.#before = new Map([...before, ...totals]);
    const news = [...totals].map(([name, now]) => ({ name, ...since(before.get(name) ?? now, now) }));
    return {
      ...(lagBytes !== undefined && { lagBytes }),
      answered: Object.fromEntries(
        news.filter(({ answered }) => answered > 0).map(({ name, answered }) => [name, answered]),
      ),
      faults: sum(news.map(({ faults }) => Math.max(0, faults))),
    };
  }

  async close(): Promise<void> {
    await this.#lag.close();
  }

  async #totals(): Promise<Map<string, Totals>> {
    const { processes } = await this.#control.shop();
    const totals = new Map<string, Totals>();
    for (const { name, opsUrl } of processes) {
      const said = opsUrl === undefined ? undefined : await totalsOf(opsUrl);
      if (said !== undefined) totals.set(name, said);
      await delay(SPREAD_OVER_MS / processes.length);
    }
    return totals;
  }
}

/** One that was started anew has counted from nothing. */
const since = (before: Totals, now: Totals): Totals => ({
  answered: now.answered - before.answered,
  faults: now.faults - before.faults,
});

/** Undefined where it does not say. */
async function totalsOf(opsUrl: string): Promise<Totals | undefined> {
  try {
    const response = await fetch(`${opsUrl}/metrics`, { signal: AbortSignal.timeout(SAYS_WITHIN_MS) });
    if (!response.ok) return undefined;
    const metrics = parseMetrics(await response.text(), new Set([ANSWERED]));
    const total = (some: typeof metrics): number => sum(some.map(({ value }) => value));
    return {
      answered: total(metrics),
      faults: total(metrics.filter(({ labels }) => labels['status'] === '500')),
    };
  } catch {
    return undefined;
  }
}
