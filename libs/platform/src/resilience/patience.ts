import { CutShort, Unavailable } from './unavailable.ts';

export interface PatienceSettings {
  /** Milliseconds until the work is cut short. */
  leftMs: number;
  /** Whose time that is: what the caller has left, or all that a call is ever given. */
  reason: 'timeout' | 'deadline';
  /** Milliseconds after which the other side could have been expected to answer. */
  fairMs: number;
  /** Whoever waits for the answer. */
  gone?: AbortSignal | undefined;
  what: string;
}

/**
 * Cuts one piece of work short: when its time is over, or when nobody waits for it any more. A controller for each call,
 * for one that is shared would cut the healthy calls along with the late one. `end` it, and neither timer nor listener stays.
 */
export class Patience {
  private readonly controller = new AbortController();
  private readonly startedAt = performance.now();
  private readonly settings: PatienceSettings;
  private readonly timer: NodeJS.Timeout;
  private readonly leave = (): void => this.cut('deadline', 'nobody waits for the answer any more');

  constructor(settings: PatienceSettings) {
    this.settings = settings;
    const { leftMs, reason, gone } = settings;
    this.timer = setTimeout(() => this.cut(reason, `no answer in ${Math.round(leftMs)} ms`), leftMs);
    gone?.addEventListener('abort', this.leave, { once: true });
    if (gone?.aborted === true) this.leave();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    clearTimeout(this.timer);
    this.settings.gone?.removeEventListener('abort', this.leave);
  }

  private cut(reason: 'timeout' | 'deadline', why: string): void {
    const { fairMs, what } = this.settings;
    const isFair = performance.now() - this.startedAt >= fairMs;
    this.controller.abort(new (isFair ? Unavailable : CutShort)(reason, `${what}: ${why}`));
  }
}
