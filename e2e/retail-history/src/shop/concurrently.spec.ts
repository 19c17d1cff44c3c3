import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { concurrently } from './concurrently.ts';

describe('work done concurrently', () => {
  it('is begun in order, at most so many at a time, all of it', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await concurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      begun.push(item);
      most = Math.max(most, (running += 1));
      await turn();
      running -= 1;
    });
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('ends with the first failure and begins nothing more', async () => {
    const begun: number[] = [];
    const work = concurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await turn();
      if (item === 2) throw new Error('two');
    });
    await expect(work).rejects.toThrow('two');
    const soFar = begun.length;
    await turn();
    await turn();
    expect(begun).toHaveLength(soFar);
    expect(soFar).toBeLessThan(6);
  });
});
