import { beforeEach, describe, expect, it } from '@jest/globals';
import { readTogether } from './index.ts';

describe('reads that arrive together', () => {
  let trips: string[][];
  let stored: string;
  let read: (key: string) => Promise<string>;

  beforeEach(() => {
    trips = [];
    stored = 'before';
    read = readTogether(
      async (keys: readonly string[]) => {
        trips.push([...keys]);
        return keys.map((key) => `${key} ${stored}`);
      },
      (key) => key,
    );
  });

  it('share a round trip, in which each key is asked for once', async () => {
    expect(await Promise.all(['a', 'b', 'a', 'c', 'b'].map(read))).toEqual(
      ['a', 'b', 'a', 'c', 'b'].map((key) => `${key} before`),
    );
    expect(trips).toEqual([['a', 'b', 'c']]);
  });

  it('are not remembered: who asks after a change sees it', async () => {
    expect(await read('a')).toBe('a before');
    stored = 'after';
    expect(await read('a')).toBe('a after');
    expect(trips).toEqual([['a'], ['a']]);
  });

  it('never join a read that is already under way, which may be from before a change', async () => {
    let release!: () => void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const begun = Promise.withResolvers<void>();
    let seen = 0;
    const slowly = readTogether(
      async (keys: readonly string[]) => {
        seen += 1;
        const answer = keys.map((key) => `${key} ${stored}`);
        begun.resolve();
        if (seen === 1) await slow;
        return answer;
      },
      (key) => key,
    );
    const first = slowly('a');
    await begun.promise;
    stored = 'after';
    expect(await slowly('a')).toBe('a after');
    release();
    expect(await first).toBe('a before');
  });

  it('go in parts where they are very many', async () => {
    const keys = Array.from({ length: 250 }, (_, n) => `key ${n}`);
    expect(await Promise.all(keys.map(read))).toEqual(keys.map((key) => `${key} before`));
    expect(trips.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it('fail alone where only theirs failed', async () => {
    const picky = readTogether(
      async (keys: readonly string[]) => keys.map((key) => (key === 'bad' ? new Error('a bad key') : key)),
      (key) => key,
    );
    expect(await Promise.allSettled([picky('bad'), picky('good')])).toMatchObject([
      { reason: { message: 'a bad key' } },
      { value: 'good' },
    ]);
  });

  it('all fail where the round trip does, and the next one is none the worse', async () => {
    let away = true;
    const failing = readTogether(
      async (keys: readonly string[]) => {
        if (away) throw new Error('the database is away');
        return [...keys];
      },
      (key) => key,
    );
    expect(await Promise.allSettled([failing('a'), failing('b')])).toMatchObject([
      { reason: { message: 'the database is away' } },
      { reason: { message: 'the database is away' } },
    ]);
    away = false;
    expect(await failing('a')).toBe('a');
  });
});
