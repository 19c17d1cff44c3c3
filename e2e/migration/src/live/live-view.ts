import { duration } from '@twinshop/report';
import pc from 'picocolors';
import type { Second } from '../record/migration-record.ts';

const HEADER = '  time  step  requests  errors       p99      behind  answered by';

/** A line on the terminal for each second, and one for each thing that is done. */
export class LiveView {
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
    say(pc.dim(HEADER));
  }

  happens(atMs: number, line: string): void {
    this.#say(`${clock(atMs)}  ${pc.cyan(line)}`);
  }

  second({ atMs, requests, failed, p99, lagBytes, answered = {} }: Second, step: string): void {
    const errors = String(failed).padStart(6);
    this.#say(
      [
        clock(atMs),
        step.padEnd(4),
        String(requests).padStart(8),
        failed > 0 ? pc.red(errors) : errors,
        (p99 === undefined ? '-' : duration(p99)).padStart(8),
        (lagBytes === undefined ? '-' : `${Math.round(lagBytes / 1024)} KiB`).padStart(10),
        Object.entries(answered)
          .map(([process, count]) => `${process} ${count}`)
          .join(', '),
      ].join('  '),
    );
  }
}

const clock = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(5)}s`;
