import type { ShopOnStage } from '../faults/stage.ts';
import type { TimelineEvent } from '../record/drill-record.ts';
import { look } from './look.ts';
import type { Sample } from './sample.ts';

const EVERY_MS = 250;

/** Looks at a shop several times a second, and notes what changes: breakers, processes that end, come back or are not ready. */
export class Watcher {
  readonly samples: Sample[] = [];
  readonly changes: TimelineEvent[] = [];
  readonly #shop: ShopOnStage;
  readonly #startedAt: number;
  readonly #onChange: (change: TimelineEvent) => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** @param startedAt as `performance.now()` tells it */
  constructor(shop: ShopOnStage, startedAt: number, onChange: (change: TimelineEvent) => void) {
    this.#shop = shop;
    this.#onChange = onChange;
    this.#startedAt = startedAt;
  }

  begin(): void {
    this.#timer = setInterval(() => (this.#looking ??= this.#look()), EVERY_MS);
  }

  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  /** Samples that were begun in a stretch of time. */
  between(fromMs: number, toMs: number): Sample[] {
    return this.samples.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  }

  async #look(): Promise<void> {
    const sample = await look(this.#shop, performance.now() - this.#startedAt);
    const before = this.samples.at(-1);
    for (const change of before === undefined ? [] : changesBetween(before, sample)) {
      this.changes.push(change);
      this.#onChange(change);
    }
    this.samples.push(sample);
    this.#looking = undefined;
  }
}

/** What is otherwise in a sample than in the one before. */
export function changesBetween(before: Sample, now: Sample): TimelineEvent[] {
  const { atMs } = now;
  const breakers = Object.entries(now.breakers)
    .filter(([link, state]) => (before.breakers[link] ?? 'closed') !== state)
    .map(([link, state]): TimelineEvent => ({
      atMs,
      kind: 'breaker',
      says: `The breaker ${link} is ${state}`,
    }));
  const says = (name: string, is: string): TimelineEvent => ({
    atMs,
    kind: 'process',
    says: `${name} ${is}`,
  });
  return [
    ...breakers,
    ...Object.keys(before.pids)
      .filter((name) => !(name in now.pids))
      .map((name) => says(name, 'has ended')),
    ...Object.entries(now.pids)
      .filter(([name, pid]) => before.pids[name] !== pid)
      .map(([name]) => says(name, 'is a new process')),
    ...now.unready.filter((name) => !before.unready.includes(name)).map((name) => says(name, 'is not ready')),
    ...before.unready
      .filter((name) => !now.unready.includes(name))
      .map((name) => says(name, 'is ready again')),
  ];
}
