import { setTimeout as delay } from 'node:timers/promises';
import { unfinished, type Unfinished } from './reading/unfinished.ts';
import type { ShopToRead } from './reading/variant.ts';

const PAUSE_MS = 200;
const TELL_EVERY_MS = 1_000;

export interface Drained {
  /** Milliseconds. */
  afterMs: number;
  /** What was not done in time. */
  left: readonly Unfinished[];
}

/**
 * Waits until nothing is left to be done, or the time is over.
 * @param onProgress told what is being waited for, once a second where that changes
 * @throws what a part that is away made of being asked, once the time is over
 */
export async function drain(
  shop: ShopToRead,
  withinMs: number,
  onProgress: (says: string) => void,
): Promise<Drained> {
  const begun = Date.now();
  let last = { says: '', at: -Infinity };
  for (;;) {
    const isOver = Date.now() - begun >= withinMs;
    const { left, away } = await probe(shop);
    if (isOver && left === undefined) throw away;
    if (left !== undefined && (left.length === 0 || isOver)) return { afterMs: Date.now() - begun, left };
    const says = left?.map(inWords).join('; ') ?? `a part is away: ${(away as Error).message}`;
    if (says !== last.says && Date.now() - last.at >= TELL_EVERY_MS) {
      onProgress(`waiting: ${says}`);
      last = { says, at: Date.now() };
    }
    await delay(PAUSE_MS);
  }
}

/** What is left, or what a part that is away made of the question. */
const probe = (shop: ShopToRead): Promise<{ left?: Unfinished[]; away?: unknown }> =>
  unfinished(shop).then(
    (left) => ({ left }),
    (away: unknown) => ({ away }),
  );

const inWords = ({ ids, are }: Unfinished): string => `${ids.length} ${are}`;
