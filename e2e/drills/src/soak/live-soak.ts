import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { PlayingFault } from './player.ts';
import type { Progress, SoakSpectator } from './run-soak.ts';

const FORMAT =
  '  {bar} {value}/{total} accepted  {played}/{faults} faults  {pending} pending  {refused} refused  {indeterminate} indeterminate  {left} left  {broken}';

export interface LiveSoakOptions {
  orders: number;
  faults: number;
  stream?: NodeJS.WriteStream;
}

/** A line for each fault and each phase, and below them a bar; a line each second instead, where there is no terminal. */
export class LiveSoak implements SoakSpectator {
  readonly #options: LiveSoakOptions;
  readonly #stream: NodeJS.WriteStream;
  #bar: SingleBar | undefined;

  constructor(options: LiveSoakOptions) {
    this.#options = options;
    this.#stream = options.stream ?? process.stdout;
  }

  phase(says: string): void {
    this.end();
    this.#say(pc.dim(`  ── ${says}`));
  }

  fault({ number, kind, says, fromMs }: PlayingFault): void {
    this.#say(`${clock(fromMs)}  ${pc.red(`● ${number}. ${kind}: ${says}`)}`);
  }

  healed({ number, kind }: PlayingFault): void {
    this.#say(`         ${pc.green(`○ ${number}. ${kind}: healed`)}`);
  }

  second(now: Progress): void {
    const { orders, faults } = this.#options;
    const { accepted, played, pending = '?', refused, indeterminate, playing, atMs } = now;
    const facts = {
      played,
      faults,
      pending,
      refused,
      indeterminate,
      left: timeLeft(now, orders),
      broken: playing.map(({ kind }) => kind).join(' + ') || 'nothing broken',
    };
    if (this.#stream.isTTY) {
      this.#bar ??= this.#begin(facts);
      this.#bar.update(Math.min(accepted, orders), facts);
    } else
      this.#say(
        `${clock(atMs)}  ${accepted}/${orders} accepted  ${played}/${faults} faults  ${pending} pending  ` +
          `${refused} refused  ${indeterminate} indeterminate  ${facts.left} left  ${facts.broken}`,
      );
  }

  end(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }

  #begin(facts: object): SingleBar {
    const bar = new SingleBar(
      { format: FORMAT, stream: this.#stream, barsize: 20, hideCursor: true, gracefulExit: false },
      Presets.shades_classic,
    );
    bar.start(this.#options.orders, 0, facts);
    return bar;
  }

  #say(line: string): void {
    if (this.#bar !== undefined) {
      this.#stream.clearLine(0);
      this.#stream.cursorTo(0);
    }
    this.#stream.write(`${line}\n`);
  }
}

function timeLeft({ accepted, atMs }: Progress, orders: number): string {
  if (accepted === 0) return '?';
  const seconds = Math.ceil(((orders - Math.min(accepted, orders)) * atMs) / accepted / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

const clock = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(6)}s`;
