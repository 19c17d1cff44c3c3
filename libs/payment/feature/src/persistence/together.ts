interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

const MOST_TOGETHER = 200;

/**
 * One statement for those that come while another is under way: alone one waits for nothing, under load a round trip
 * serves many. Where a batch fails, each of it is tried alone, so that one can't take the others with it.
 *
 * @param run answers in the order of its items
 */
export const together = <Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): ((item: Item) => Promise<Answer>) => {
  const waiting: Waiting<Item, Answer>[] = [];
  let running = false;

  const settle = async (batch: readonly Waiting<Item, Answer>[]): Promise<void> => {
    try {
      const answers = await run(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error);
      else for (const one of batch) await settle([one]);
    }
  };
  const runAll = async (): Promise<void> => {
    if (running) return;
    running = true;
    while (waiting.length > 0) await settle(waiting.splice(0, MOST_TOGETHER));
    running = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      setImmediate(() => void runAll());
    });
};
