import { describe, expect, it } from '@jest/globals';
import { divideCores, parseCoreList } from './cores.ts';

describe('cores', () => {
  it('are read as the kernel lists them', () => {
    expect(parseCoreList('0-2,5')).toEqual([0, 1, 2, 5]);
    expect(parseCoreList('3')).toEqual([3]);
  });

  it('go to the shop but for the last, which is the load’s', () => {
    expect(divideCores([0, 1])).toEqual({ shop: [0], load: 1 });
    expect(divideCores([4, 5, 6])).toEqual({ shop: [4, 5], load: 6 });
  });

  it('are no more for the shop than one generator can keep busy', () => {
    expect(divideCores([0, 1, 2, 3, 4, 5, 6, 7])).toEqual({ shop: [0, 1, 2, 3], load: 7 });
  });

  it('are as many as were asked for, where there are so many', () => {
    expect(divideCores([0, 1, 2, 3], 1)).toEqual({ shop: [0], load: 3 });
    expect(divideCores([0, 1], 2)).toBeUndefined();
    expect(divideCores([0])).toBeUndefined();
  });
});
