import DataLoader from 'dataloader';

const MOST_AT_ONCE = 100;

/**
 * Makes one read of those that are asked for in the same turn of the event loop: under load many requests share a round
 * trip, alone a request waits for nothing. Nothing is remembered from one turn to the next, so every read sees what was
 * committed before it was asked for. (Dataloader, https://github.com/graphql/dataloader)
 *
 * @param read answers values in the order of its keys, of which each is there once; an Error fails its key alone
 * @param nameOf tells keys apart
 */
export const readTogether = <Key, Value>(
  read: (keys: readonly Key[]) => Promise<(Value | Error)[]>,
  nameOf: (key: Key) => string,
): ((key: Key) => Promise<Value>) => {
  const loader = new DataLoader<Key, Value>(
    async (keys) => {
      const places = new Map<string, number>();
      const once = keys.filter((key) => {
        const name = nameOf(key);
        if (places.has(name)) return false;
        places.set(name, places.size);
        return true;
      });
      const values = await read(once);
      return keys.map((key) => values[places.get(nameOf(key))!]!);
    },
    { cache: false, maxBatchSize: MOST_AT_ONCE, batchScheduleFn: (run) => setImmediate(run) },
  );
  return (key) => loader.load(key);
};
