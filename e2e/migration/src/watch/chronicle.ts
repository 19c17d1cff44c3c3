import type { Leg, Phase, Spectator } from '../engine/action.ts';
import type { MigrationRecord, Stretch } from '../record/migration-record.ts';
import type { Comparisons } from '../shadow/index.ts';

/** Writes down what a migration does, and tells it on. */
export class Chronicle implements Spectator {
  readonly startedAt = performance.now();
  readonly stretches: Stretch[] = [];
  readonly pauses: MigrationRecord['pauses'][number][] = [];
  readonly shadowReads: MigrationRecord['shadowReads'][number][] = [];
  readonly #tell: (line: string) => void;
  #isUnderWay = false;
  #leg: Leg;

  /** @param at the step that the shop is at */
  constructor(at: number, tell: (line: string) => void) {
    this.#leg = { from: at, to: at };
    this.#tell = tell;
  }

  /** The step that is under way to, or where the shop is. */
  get step(): number {
    return this.#leg.to;
  }

  takes(leg: Leg): void {
    this.#leg = leg;
  }

  get nowMs(): number {
    return performance.now() - this.startedAt;
  }

  begins(phase: Phase, says: string): void {
    this.#endStretch();
    this.stretches.push({ ...this.#leg, phase, says, fromMs: this.nowMs, toMs: this.nowMs });
    this.#isUnderWay = true;
    this.#tell(`${phase.padEnd(9)} ${says}`);
  }

  progress(says: string): void {
    this.#tell(`          ${says}`);
  }

  /** The shop is left alone. */
  rests(says: string): void {
    this.#endStretch();
    this.#tell(`rest      ${says}`);
  }

  paused(module: string, ms: number): void {
    this.pauses.push({ atMs: this.nowMs - ms, module, ms });
    this.#tell(`          ${module}: requests and messages were held for ${Math.round(ms)} ms`);
  }

  compared(module: string, { compared, equal, late, unexplained }: Comparisons): void {
    this.shadowReads.push({ module, compared, equal, late, unexplained });
    this.#tell(
      `          ${module}: ${compared.toLocaleString('en')} answers compared, ${late} equal only when asked again, ${unexplained} different`,
    );
  }

  /** What was under way is over. */
  end(): void {
    this.#endStretch();
  }

  #endStretch(): void {
    if (this.#isUnderWay) this.stretches.at(-1)!.toMs = this.nowMs;
    this.#isUnderWay = false;
  }
}
