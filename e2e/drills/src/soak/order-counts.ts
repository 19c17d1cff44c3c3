import type { Outcome } from '@twinshop/invariants';
import type { SoakSecond } from './soak-record.ts';

type Sums = Pick<SoakSecond, 'accepted' | 'refused' | 'indeterminate'>;

const NONE: Sums = { accepted: 0, refused: 0, indeterminate: 0 };

/** Counts what customers are told of their orders, in all and by the second. */
export class OrderCounts {
  readonly seconds: SoakSecond[] = [];
  #startedAt = performance.now();
  #sums = { ...NONE };
  #told = { ...NONE };
  #toldAtMs = 0;

  begin(): void {
    this.#startedAt = performance.now();
  }

  get nowMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Different orders. */
  get accepted(): number {
    return this.#sums.accepted;
  }

  get sums(): Sums {
    return { ...this.#sums };
  }

  /** @param isNews whether the order was not known to be accepted before */
  note({ kind }: Outcome, isNews: boolean): void {
    if (kind === 'ok' && isNews) this.#sums.accepted += 1;
    if (kind === 'failed') this.#sums.refused += 1;
    if (kind === 'indeterminate') this.#sums.indeterminate += 1;
  }

  /** Ends a second. */
  tick(pending: number | undefined): void {
    const [now, before] = [this.#sums, this.#told];
    this.seconds.push({
      atMs: this.#toldAtMs,
      accepted: now.accepted - before.accepted,
      refused: now.refused - before.refused,
      indeterminate: now.indeterminate - before.indeterminate,
      pending,
    });
    this.#told = { ...now };
    this.#toldAtMs = this.nowMs;
  }
}
