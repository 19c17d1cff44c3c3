import type { PhaseName, RunRecord, Second, TimelineEvent } from '../record/drill-record.ts';
import type { TallyBySecond } from '../traffic/tally.ts';
import type { Watcher } from '../watch/watcher.ts';
import { secondOf } from './seconds.ts';

/** A second is told once its requests have had this long to end. */
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

  /** Tells each second as soon as it is over, until it is stopped. */
  tellSeconds(tally: TallyBySecond, watcher: Watcher): void {
    this.#timer = setInterval(() => {
      for (
        let atMs = this.seconds.length * 1_000;
        atMs + 1_000 + TOLD_AFTER_MS <= this.nowMs;
        atMs += 1_000
      ) {
        const second = secondOf(atMs, tally, watcher.between(atMs, atMs + 1_000));
        this.seconds.push(second);
        this.#spectator.second(second, this.#phaseAt(atMs));
      }
    }, LOOK_EVERY_MS);
  }

  stopTelling(): void {
    clearInterval(this.#timer);
  }

  #phaseAt(atMs: number): PhaseName {
    return this.phases.findLast(({ fromMs }) => fromMs <= atMs)?.name ?? 'warm-up';
  }
}
