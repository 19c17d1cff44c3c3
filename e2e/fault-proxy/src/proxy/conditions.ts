import type { Answer, Direction, SteadyFault } from './fault.ts';

type Kind = SteadyFault['kind'];
type Of<K extends Kind> = Extract<SteadyFault, { kind: K }>;

const OUTAGES: readonly Kind[] = ['blackhole', 'refuse', 'reset'];

/** What all the faults of a moment amount to. */
export class Conditions {
  static readonly healthy = new Conditions([]);

  readonly #faults: readonly SteadyFault[];

  /** @throws RangeError for faults that can't be combined, and for numbers that make no sense */
  constructor(faults: readonly SteadyFault[]) {
    const kinds = faults.map(({ kind }) => kind);
    if (faults.length > 1 && kinds.some((kind) => OUTAGES.includes(kind)))
      throw new RangeError(`These faults can't be combined: ${kinds.join(', ')}.`);
    if (kinds.filter((kind) => kind === 'answer').length > 1)
      throw new RangeError('A request has one answer.');
    for (const fault of faults) check(fault);
    this.#faults = faults;
  }

  is(kind: Kind): boolean {
    return this.#faults.some((fault) => fault.kind === kind);
  }

  get answer(): Answer | undefined {
    return this.#all('answer')[0];
  }

  /** Reply bytes after which a connection is closed. */
  get cutAfter(): number {
    return Math.min(Infinity, ...this.#all('cut').map(({ afterBytes }) => afterBytes));
  }

  bytesPerSecond(direction: Direction): number {
    const limits = this.#all('bandwidth').filter((fault) => (fault.direction ?? direction) === direction);
    return Math.min(Infinity, ...limits.map(({ bytesPerSecond }) => bytesPerSecond));
  }

  /** Milliseconds, drawn anew at each call. */
  latency(direction: Direction, random: () => number): number {
    return this.#all('latency')
      .filter((fault) => (fault.direction ?? direction) === direction)
      .reduce((sum, { ms, jitterMs = 0 }) => sum + ms + random() * jitterMs, 0);
  }

  #all<K extends Kind>(kind: K): Of<K>[] {
    return this.#faults.filter((fault): fault is Of<K> => fault.kind === kind);
  }
}

function check(fault: SteadyFault): void {
  for (const [name, value] of Object.entries(fault)) {
    if (typeof value !== 'number') continue;
    const least = name === 'bytesPerSecond' ? 1 : 0;
    if (!(value >= least && value <= MOST))
      throw new RangeError(`${name} of ${fault.kind} is ${value}, not between ${least} and ${MOST}.`);
  }
}

/** What a timer can wait for, in milliseconds. */
const MOST = 2 ** 31 - 1;
