import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { FROM_SOURCE } from '../../src/from-source.ts';

const PROGRAM = path.join(import.meta.dirname, '../../src/main.ts');
const ENDS_WITHIN_MS = 10 * 60_000;

/** As `Chronicle` tells of them: when, in which phase, and what. */
const ACTION = /^ *[\d.]+s {2}(?<action>(?:prepare|verify|cut over|observe|settle|clean up) .*)$/;
const PAUSE = /: requests and messages were held for (?<ms>\d+) ms$/;

export interface Ended {
  /** Undefined where a signal ended it. */
  exitCode: number | undefined;
  output: string;
  /** Milliseconds for which requests were held, for each hand-over that it saw the end of. */
  pauses: number[];
}

/** `./shop migrate` in a process of its own, as in a terminal. */
export class Migrator {
  readonly ended: Promise<Ended>;
  readonly #kill: (signal: NodeJS.Signals) => void;

  /** @param onAction told what each line says that an action begins with, before anything of it is done */
  constructor(home: string, words: readonly string[], onAction: (says: string) => void = () => undefined) {
    const child = execa(process.execPath, [...FROM_SOURCE, PROGRAM, '--yes', ...words], {
      env: {
        SHOP_HOME: home,
        NO_COLOR: '1',
        NODE_OPTIONS: '',
        // Half of what a start costs; what is killed writes nothing into it, and reads what others have.
        NODE_COMPILE_CACHE: path.join(home, 'compiled'),
      },
      all: true,
      reject: false,
      timeout: ENDS_WITHIN_MS,
    });
    this.#kill = (signal) => void child.kill(signal);
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const says = ACTION.exec(line)?.groups!['action'];
      if (says !== undefined) onAction(says);
    });
    this.ended = child.then(({ exitCode, all }) => ({ exitCode, output: all, pauses: pausesIn(all) }));
  }

  kill(signal: NodeJS.Signals): void {
    this.#kill(signal);
  }
}

const pausesIn = (output: string): number[] =>
  output.split('\n').flatMap((line) => {
    const ms = PAUSE.exec(line)?.groups!['ms'];
    return ms === undefined ? [] : [Number(ms)];
  });
