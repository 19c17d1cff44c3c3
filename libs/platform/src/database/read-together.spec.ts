import { beforeEach, describe, expect, it } from '@jest/globals';
import { askOnceATurn, readTogether } from './index.ts';

describe('reads that arrive together', () => {
  let trips: string[][];
  let stored: string;
  let read: (key: string) => Promise<string>;

  beforeEach(() => {
    trips = [];
    stored = 'before';
    read = readTogether(async (keys: readonly string[]) => {
      trips.push([...keys]);
      return keys.map((key) => `${key} ${stored}`);
    });
  });

  it('share a round trip', async () => {
    expect(await Promise.all(['a', 'b', 'a', 'c', 'b'].map(read))).toEqual(
      ['a', 'b', 'a', 'c', 'b'].map((key) => `${key} before`),
    );
    expect(trips).toEqual([['a', 'b', 'a', 'c', 'b']]);
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
    const slowly = readTogether(async (keys: readonly string[]) => {
      seen += 1;
      const answer = keys.map((key) => `${key} ${stored}`);
      begun.resolve();
      if (seen === 1) await slow;
      return answer;
    });
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
    const picky = readTogether(async (keys: readonly string[]) =>
      keys.map((key) => (key === 'bad' ? new Error('a bad key') : key)),
    );
    expect(await Promise.allSettled([picky('bad'), picky('good')])).toMatchObject([
      { reason: { message: 'a bad key' } },
      { value: 'good' },
    ]);
  });

  it('all fail where the round trip does, and the next one is none the worse', async () => {
    let away = true;
    const failing = readTogether(async (keys: readonly string[]) => {
      if (away) throw new Error('the database is away');
      return [...keys];
    });
    expect(await Promise.allSettled([failing('a'), failing('b')])).toMatchObject([
      { reason: { message: 'the database is away' } },
      { reason: { message: 'the database is away' } },
    ]);
    away = false;
    expect(await failing('a')).toBe('a');
  });
});

describe('reads that are asked for once a turn', () => {
  let asked: string[];
  let answers: Map<string, PromiseWithResolvers<string>>;
  let read: (key: string) => Promise<string>;

  beforeEach(() => {
    asked = [];
    answers = new Map();
    read = askOnceATurn(
      (key: string) => {
        asked.push(key);
        const answer = Promise.withResolvers<string>();
        answers.set(key, answer);
        return answer.promise;
      },
      (key) => key,
    );
  });

  const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

  it('go out at once, each key once', () => {
    for (const key of ['a', 'b', 'a', 'c', 'b']) void read(key);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('give everybody who asked the one answer', async () => {
    const both = Promise.all([read('a'), read('a')]);
    answers.get('a')!.resolve('an answer');
    expect(await both).toEqual(['an answer', 'an answer']);
  });

  it('do not wait for another’s', async () => {
    void read('slow');
    const quick = read('quick');
    answers.get('quick')!.resolve('an answer');
    expect(await quick).toBe('an answer');
  });

  it('are never joined in a later turn, when they may be from before a change', async () => {
    for (let turn = 1; turn <= 3; turn += 1) {
      void read('a');
      void read('a');
      expect(asked).toHaveLength(turn);
      await nextTurn();
    }
  });

  it('fail alone, for all who asked for the same', async () => {
    const all = Promise.allSettled([read('bad'), read('bad'), read('good')]);
    answers.get('bad')!.reject(new Error('a bad key'));
    answers.get('good')!.resolve('an answer');
    expect(await all).toMatchObject([
      { reason: { message: 'a bad key' } },
      { reason: { message: 'a bad key' } },
      { value: 'an answer' },
    ]);
  });
});
