import { setTimeout as delay } from 'node:timers/promises';
import type { PublicModule } from '@twinshop/topologies';
import type { Comparer } from './comparer.ts';
import { linksIn, openReads, ownReads } from './links.ts';
import type { Read } from './read.ts';

export interface ReadAroundOptions {
  comparer: Pick<Comparer, 'compare'>;
  /** What both of its processes serve. */
  module: PublicModule;
  /** Access tokens of customers, whose carts and orders are looked at. */
  tokens: readonly string[];
  /** Reads to begin in a second, at most. */
  perSecond: number;
  /** Ends when so many were compared, when twenty were not alike or not answered, or when the comparer is closed … */
  reads: number;
  /** … when so many milliseconds are over: of a copy that is always behind, each answer is waited for … */
  withinMs: number;
  /** … or when whoever wanted it wants it no more. */
  stopping?: AbortSignal;
  /** Told every ten seconds. @param compared so far */
  onProgress?: (compared: number) => void;
}

/**
 * Walks through what customers can read of a module, and has each answer compared: to all that its lists lead to, and from the
 * beginning again where there is no more.
 *
 * One after the other: customers use the same processes, and on two busy processors three times as many of them waited for
 * longer than usual where four reads were under way at a time.
 * @returns how many of these could be compared; the comparer also counts what others have it compare
 */
export async function readAround(options: ReadAroundOptions): Promise<number> {
  const { comparer, module, tokens, perSecond, reads, withinMs, stopping, onProgress } = options;
  const walk = new Walk(module, tokens);
  let nextAt = performance.now();
  const deadline = nextAt + withinMs;
  let tellAt = nextAt + TELL_EVERY_MS;
  let compared = 0;
  let failed = 0;

  while (compared < reads && performance.now() < deadline && stopping?.aborted !== true) {
    if (performance.now() >= tellAt) {
      onProgress?.(compared);
      tellAt += TELL_EVERY_MS;
    }
    const read = walk.next() ?? walk.again();
    const comparison = await comparer.compare(read);
    if (comparison === undefined) return compared;
    const { outcome } = comparison;
    if (outcome !== 'unanswered') compared += 1;
    if (outcome === 'unanswered' || outcome === 'unexplained') failed += 1;
    if (failed === ENOUGH_THAT_FAILED) return compared;
    if (comparison.answer.kind === 'answer') walk.leadsOn(read, comparison.answer.body);
    nextAt = Math.max(nextAt + 1_000 / perSecond, performance.now());
    await delay(Math.max(0, nextAt - performance.now()));
  }
  return compared;
}

const TELL_EVERY_MS = 10_000;

/** Each of them was waited for until it was certain: more would not change what comes of it. */
const ENOUGH_THAT_FAILED = 20;

/** Enough to never run out of what is new; the catalogue may be large. */
const MOST_AHEAD = 10_000;

/** What there is to be read, each once a round. */
class Walk {
  readonly #first: readonly Read[];
  #ahead: Read[] = [];
  #known = new Set<string>();

  constructor(module: PublicModule, tokens: readonly string[]) {
    const asking = (token?: string) => (path: string) => ({
      path,
      headersOnly: false,
      authorization: token === undefined ? undefined : `Bearer ${token}`,
    });
    this.#first = [
      ...openReads(module).map(asking()),
      ...tokens.flatMap((token) => ownReads(module).map(asking(token))),
    ];
  }

  next(): Read | undefined {
    return this.#ahead.shift();
  }

  again(): Read {
    this.#known = new Set();
    for (const read of this.#first) this.#add(read);
    return this.next()!;
  }

  leadsOn(from: Read, body: unknown): void {
    for (const path of linksIn(from.path, body)) this.#add({ ...from, path });
  }

  #add(read: Read): void {
    const name = `${read.authorization} ${read.path}`;
    if (this.#known.has(name) || this.#ahead.length >= MOST_AHEAD) return;
    this.#known.add(name);
    this.#ahead.push(read);
  }
}
