/**
 * The median of whole numbers that are given as how often each occurs; between two middle ones their mean, a half rounded up.
 * Throws a RangeError for none.
 */
export function medianOf(occurrences: ReadonlyMap<number, number>): number {
  const values = [...occurrences].sort(([a], [b]) => a - b);
  const count = values.reduce((sum, [, times]) => sum + times, 0);
  if (count === 0) throw new RangeError('the median of nothing');
  const at = (position: number): number => {
    let passed = 0;
    for (const [value, times] of values) {
      passed += times;
      if (position < passed) return value;
    }
    throw new RangeError(`no position ${position} among ${count}`);
  };
  return Math.floor((at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2)) + 1) / 2);
}

/** The commonest of texts that are given as how often each occurs; of equally common ones the first by code unit. */
export function commonestOf(occurrences: ReadonlyMap<string, number>): string {
  let best: [text: string, times: number] | undefined;
  for (const [text, times] of occurrences) {
    if (!best || times > best[1] || (times === best[1] && text < best[0])) best = [text, times];
  }
  if (!best) throw new RangeError('the commonest of nothing');
  return best[0];
}
