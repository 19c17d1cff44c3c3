import CircuitBreaker from 'opossum';
import { CutShort, Unavailable } from './unavailable.ts';

export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerSettings {
  name: string;
  /** Milliseconds in which all work has ended by itself. */
  timeoutMs: number;
  /** Pieces of work that may run at once. */
  capacity: number;
  /** Milliseconds until an open breaker lets one call through; 2,000 unless told. */
  resetMs?: number | undefined;
  /** Milliseconds over which failures are counted; unless told 2,000, or twice the timeout where that is more. */
  windowMs?: number | undefined;
  /** Calls in the window below which it never opens; 5 unless told. */
  volume?: number | undefined;
}

const OPENS_ABOVE_PERCENT = 50;
const WINDOW_MS = 2_000;
const RESET_MS = 2_000;
const VOLUME = 5;
const SLACK_MS = 500;

type Work = () => Promise<unknown>;

/**
 * A circuit breaker (opossum) behind a bulkhead. The bulkhead counts the work that really runs, and stands in front:
 * opossum would count a refusal for want of room as a failure, which opens it while all is well, or, filtered, as a
 * success, which closes it on no evidence and hides what fails behind what was never sent.
 */
export class Breaker {
  private readonly circuit: CircuitBreaker<[Work], unknown>;
  private readonly name: string;
  private readonly capacity: number;
  private inside = 0;

  constructor(settings: BreakerSettings) {
    this.name = settings.name;
    this.capacity = settings.capacity;
    this.circuit = new CircuitBreaker((work: Work) => work(), {
      name: settings.name,
      // Only in case that work should not end by itself: it would run on, and nothing would ever close the breaker.
      timeout: settings.timeoutMs + SLACK_MS,
      resetTimeout: settings.resetMs ?? RESET_MS,
      // A call counts when it begins, and fails when it has timed out: both have to fall into one window.
      rollingCountTimeout: settings.windowMs ?? Math.max(WINDOW_MS, 2 * settings.timeoutMs),
      volumeThreshold: settings.volume ?? VOLUME,
      errorThresholdPercentage: OPENS_ABOVE_PERCENT,
      // What is filtered counts as a success, and would close a breaker that is half open.
      errorFilter: (error: unknown) => error instanceof CutShort && !this.circuit.halfOpen,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
  }

  get state(): BreakerState {
    return this.circuit.opened ? 'open' : this.circuit.halfOpen ? 'half-open' : 'closed';
  }

  /** Pieces of work that run now. */
  get running(): number {
    return this.inside;
  }

  /** @throws Unavailable (`open`, `full`), and whatever `work` does */
  async run<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.circuit.isShutdown)
      throw new Unavailable('unreachable', `${this.name}: this process is stopping`);
    const probing = this.circuit.halfOpen && !this.circuit.pendingClose;
    if (this.circuit.opened || probing) throw new Unavailable('open', `${this.name}: the breaker is open`);
    if (this.inside >= this.capacity) {
      throw new Unavailable('full', `${this.name}: ${this.capacity} calls are running already`);
    }
    try {
      return (await this.circuit.fire(() => this.counted(work))) as Value;
    } catch (error) {
      if (!CircuitBreaker.isOurError(error as Error)) throw error;
      throw new Unavailable('timeout', `${this.name}: ${(error as Error).message}`);
    }
  }

  close(): void {
    this.circuit.shutdown();
  }

  private async counted<Value>(work: () => Promise<Value>): Promise<Value> {
    this.inside += 1;
    try {
      return await work();
    } finally {
      this.inside -= 1;
    }
  }
}
