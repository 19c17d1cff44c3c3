import type { PhaseName, RunRecord, Second, TimelineEvent } from '../record/drill-record.ts';
import type { TallyBySecond } from '../traffic/tally.ts';
import type { Watcher } from '../watch/watcher.ts';
import { secondOf } from './seconds.ts';

/** A second is told once most of its requests have had the time to end. */
const TOLD_AFTER_MS = 1_500;
const LOOK_EVERY_MS = 100;

/** What happens, for whoever watches. Times are milliseconds since the run's start. */
export interface Spectator {
  phase(name: PhaseName, atMs: number): void;
  event(event: TimelineEvent): void;
  second(second: Second, phase: PhaseName): void;
}

/** Writes down a run as it goes, and tells a spectator. */
export class Chronicle {
  /** As `performance.now()` tells it. */
  readonly startedAt = performance.now();
  readonly phases: RunRecord['phases'][number][] = [];
  readonly seconds: Second[] = [];
  readonly #events: TimelineEvent[] = [];
  readonly #spectator: Spectator;
  readonly #incomplete = new Set<number>();
  #tellUntil: (endMs: number) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(spectator: Spectator) {
    this.#spectator = spectator;
  }

  get nowMs(): number {
    return performance.now() - this.startedAt;
  }

  /** In the order of time. */
  get timeline(): TimelineEvent[] {
    return this.#events.toSorted((one, other) => one.atMs - other.atMs);
  }

  /** Ends the phase before. @returns when it begins */
  begin(name: PhaseName): number {
    const atMs = this.end();
    this.phases.push({ name, fromMs: atMs, toMs: atMs });
    this.#spectator.phase(name, atMs);
    return atMs;
  }

  /** Ends the phase that is under way. */
  end(): number {
    const atMs = this.nowMs;
    const current = this.phases.pop();
    if (current !== undefined) this.phases.push({ ...current, toMs: atMs });
    return atMs;
  }

  note(event: TimelineEvent): void {
    this.#events.push(event);
    this.#spectator.event(event);
  }

  happened(kind: TimelineEvent['kind'], says: string): void {
    this.note({ atMs: this.nowMs, kind, says });
  }

  /**
   * Tells each second soon after it is over. A request may take longer than that: what is known of its second then is put
   * right once it has ended.
   */
  tellSeconds(tally: TallyBySecond, watcher: Watcher): void {
    const describe = (atMs: number): Second => {
      if (tally.isComplete(atMs)) this.#incomplete.delete(atMs);
      else this.#incomplete.add(atMs);
      return secondOf(atMs, tally, watcher.between(atMs, atMs + 1_000));
    };
    this.#tellUntil = (endMs) => {
      for (const atMs of this.#incomplete)
        if (tally.isComplete(atMs)) this.seconds[atMs / 1_000] = describe(atMs);
      for (let atMs = this.seconds.length * 1_000; atMs + 1_000 <= endMs; atMs += 1_000) {
        const second = describe(atMs);
        this.seconds.push(second);
        this.#spectator.second(second, this.#phaseAt(atMs));
      }
    };
    this.#timer = setInterval(() => this.#tellUntil(this.nowMs - TOLD_AFTER_MS), LOOK_EVERY_MS);
  }

  /** Tells what is left to tell. */
  endTelling(): void {
    clearInterval(this.#timer);
    this.#tellUntil(this.nowMs);
  }

  /** Seconds of which all is known: those before the first that has a request under way. */
  get completeSeconds(): Second[] {
    const first = Math.min(...this.#incomplete);
    return this.seconds.filter(({ atMs }) => atMs < first);
  }

  #phaseAt(atMs: number): PhaseName {
    return this.phases.findLast(({ fromMs }) => fromMs <= atMs)?.name ?? 'warm-up';
  }
}
