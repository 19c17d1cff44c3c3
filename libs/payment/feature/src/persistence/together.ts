import { setTimeout as delay } from 'node:timers/promises';
import { isUnavailable } from '@twinshop/platform/database';

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

const MOST_TOGETHER = 200;
/** Between the begins of two batches: answers of the provider trickle in, and each would find the last batch just gone. */
const APART_MS = 5;

/**
 * One statement for those that come while another is under way, or was begun a moment ago: alone one waits for nothing,
 * under load a round trip serves many.
 *
 * Where a batch fails, each of it is tried alone, so that one can't take the others with it; not where the database is
 * away, which would only be asked in vain so often.
 *
 * @param run answers in the order of its items
 */
export const together = <Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): ((item: Item) => Promise<Answer>) => {
  const waiting: Waiting<Item, Answer>[] = [];
  let running = false;
  let lastBegan = -Infinity;

  const settle = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      if (batch.length > 1 && !isUnavailable(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  };
  const runAll = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (waiting.length > 0) {
      const early = APART_MS - (performance.now() - lastBegan);
      if (early > 0) await delay(early);
      lastBegan = performance.now();
      await settle(waiting.splice(0, MOST_TOGETHER));
    }
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      setImmediate(() => void runAll());
    });
};
