import { describe, expect, it } from '@jest/globals';
import { together } from './together.ts';

const lostConnection = () => Object.assign(new Error('connection terminated'), { code: 'ECONNRESET' });

describe('what is done together', () => {
  it('is one run for those that come at once, and each has its own answer', async () => {
    const runs: number[][] = [];
    const double = together(async (items: readonly number[]) => {
      runs.push([...items]);
      return items.map((item) => 2 * item);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(runs).toEqual([[1, 2, 3]]);
  });

  it('goes on with those that came meanwhile', async () => {
    const runs: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const take = together(async (items: readonly number[]) => {
      runs.push([...items]);
      await gate.promise;
      return items;
    });
    const first = take(1);
    await new Promise(setImmediate);
    const others = [take(2), take(3)];
    gate.resolve();
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3]);
    expect(runs).toEqual([[1], [2, 3]]);
  });

  it('is at most two hundred', async () => {
    const sizes: number[] = [];
    const take = together(async (items: readonly number[]) => {
      sizes.push(items.length);
      return items;
    });
    await Promise.all(Array.from({ length: 450 }, (_, n) => take(n)));
    expect(sizes).toEqual([200, 200, 50]);
  });

  it('is tried one by one where it fails, so that one takes no other with it', async () => {
    const take = together(async (items: readonly number[]) => {
      if (items.includes(2)) throw new Error('two');
      return items;
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map(take));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails at once for all where the database is away', async () => {
    let runs = 0;
    const take = together(async (): Promise<number[]> => {
      runs += 1;
      throw lostConnection();
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map(take));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(runs).toBe(1);
  });
});
