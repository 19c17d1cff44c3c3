import { setTimeout as delay } from 'node:timers/promises';
import { differencesBetween, type Difference } from './differences.ts';
import type { Read } from './read.ts';
import type { Answer, Replicas } from './replicas.ts';

/** What came of asking both. */
export type Comparison = { read: Read; answer: Answer } & (
  | { outcome: 'equal' }
  /** Only when they were asked again: a copy is a little behind, and a write may come in between. */
  | { outcome: 'late' }
  /** To the end, but only in what was another thing each time they were asked. */
  | { outcome: 'changing'; differences: Difference[] }
  | { outcome: 'unexplained'; differences: Difference[] }
  /** To the end one of them did not answer. */
  | { outcome: 'unanswered'; why: string }
);

export interface Sides {
  old: Replicas;
  fresh: Replicas;
}

const FIRST_WAIT_MS = 10;
/** Much longer than a copy is behind, so that a difference in what changed before that is not explained by the change. */
const LONGEST_WAIT_MS = 250;

/**
 * Asks both sides the same, again and again until they agree.
 * @param withinMs milliseconds after which they should
 * @returns undefined once the signal is given
 */
export async function compareUntilEqual(
  read: Read,
  sides: Sides,
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<Comparison | undefined> {
  const until = performance.now() + withinMs;
  let waitMs = FIRST_WAIT_MS;
  let before: Answers | undefined;
  while (!signal.aborted) {
    const now = await askBoth(read, sides);
    if (signal.aborted) break;
    if (areEqual(read, now))
      return { read, answer: now.old, outcome: before === undefined ? 'equal' : 'late' };
    if (before !== undefined && performance.now() > until)
      return { read, answer: now.old, ...judge(read, before, now) };
    before = now;
    await delay(waitMs, undefined, { signal }).catch(() => undefined);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
  return undefined;
}

interface Answers {
  old: Answer;
  fresh: Answer;
}

async function askBoth(read: Read, { old, fresh }: Sides): Promise<Answers> {
  const [ofOld, ofFresh] = await Promise.all([old.ask(read), fresh.ask(read)]);
  return { old: ofOld, fresh: ofFresh };
}

const differences = (read: Read, old: Answer, fresh: Answer): Difference[] | undefined =>
  old.kind === 'answer' && fresh.kind === 'answer' ? differencesBetween(old, fresh, read) : undefined;

const areEqual = (read: Read, { old, fresh }: Answers): boolean =>
  differences(read, old, fresh)?.length === 0;

type Verdict<Of = Comparison> = Of extends unknown ? Omit<Of, 'read' | 'answer'> : never;

function judge(read: Read, before: Answers, now: Answers): Verdict {
  const found = differences(read, now.old, now.fresh);
  if (found === undefined) return { outcome: 'unanswered', why: whyNot(now) };
  const changed = new Set(
    [differences(read, before.old, now.old), differences(read, before.fresh, now.fresh)].flatMap((changes) =>
      (changes ?? []).map(({ at }) => at),
    ),
  );
  const outcome = found.every(({ at }) => changed.has(at)) ? 'changing' : 'unexplained';
  return { outcome, differences: found };
}

const whyNot = ({ old, fresh }: Answers): string =>
  old.kind === 'none' ? `old: ${old.why}` : fresh.kind === 'none' ? `fresh: ${fresh.why}` : '';
