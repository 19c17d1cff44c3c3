import DataLoader from 'dataloader';
import { withoutCaller } from '../tracing/index.ts';

const MOST_AT_ONCE = 100;

/**
 * Makes one read of those that are asked for in the same turn of the event loop: under load many requests share a round
 * trip, alone a request waits for nothing. Nothing is remembered from one turn to the next, so every read sees what was
 * committed before it was asked for. (Dataloader, https://github.com/graphql/dataloader)
 *
 * @param read answers values in the order of its keys, which may repeat; an Error fails its key alone
 */
export const readTogether = <Key, Value>(
  read: (keys: readonly Key[]) => Promise<(Value | Error)[]>,
): ((key: Key) => Promise<Value>) => {
  const loader = new DataLoader<Key, Value>((keys) => withoutCaller(() => read(keys)), {
    cache: false,
    maxBatchSize: MOST_AT_ONCE,
    batchScheduleFn: (run) => setImmediate(run),
  });
  return (key) => loader.load(key);
};

/**
 * For reads that can't be made one: each goes out at once and alone, and only who asks for the very same in the same turn
 * of the event loop shares it, so that nobody waits for another's slower read. The requests of a turn had come in before
 * its first read went out, so each still sees what was committed before it was asked for. Not for reading back what the
 * same request has just written.
 *
 * @param nameOf tells keys apart
 */
export const askOnceATurn = <Key, Value>(
  read: (key: Key) => Promise<Value>,
  nameOf: (key: Key) => string,
): ((key: Key) => Promise<Value>) => {
  const asked = new Map<string, Promise<Value>>();
  return (key) => {
    const name = nameOf(key);
    const known = asked.get(name);
    if (known !== undefined) return known;
    if (asked.size === 0) setImmediate(() => asked.clear());
    const answer = withoutCaller(() => read(key));
    asked.set(name, answer);
    return answer;
  };
};
