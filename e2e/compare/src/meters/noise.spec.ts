import { describe, expect, it } from '@jest/globals';
import { judgeNoise, type Observed } from './noise.ts';

const SESSION = [40, 41, 40, 42, 90].flatMap((ms) => [
  { core: 0, ms },
  { core: 1, ms: ms * 2 },
]);

/** Ten seconds of two processors: 2,000 ticks of 10 ms. */
const observed = (changes: Partial<Observed> = {}): Observed => ({
  laps: [
    { core: 0, ms: 41 },
    { core: 1, ms: 83 },
  ],
  session: SESSION,
  before: { total: 100_000, inProcesses: 50_000, stolen: 300 },
  after: { total: 102_000, inProcesses: 51_500, stolen: 305 },
  ownCpuMs: 14_800,
  tickMs: 10,
  ...changes,
});

describe('noise of the machine', () => {
  it('is not there when work takes as long as usual, and nobody else has taken time', () => {
    expect(judgeNoise(observed())).toMatchObject({
      stolenShare: 5 / 2_000,
      othersShare: 20 / 2_000,
      isNoisy: false,
      because: [],
    });
  });

  it('is where work takes longer than usual on any of the cores', () => {
    const { slowdown, isNoisy, because } = judgeNoise(
      observed({
        laps: [
          { core: 0, ms: 41 },
          { core: 1, ms: 123 },
        ],
      }),
    );
    expect(slowdown).toBe(1.5);
    expect(isNoisy).toBe(true);
    expect(because).toEqual(['a fixed piece of work took 1.50 times as long as usual']);
  });

  it('is where the machine’s host gave time to others', () => {
    const after = { total: 102_000, inProcesses: 51_480, stolen: 500 };
    expect(judgeNoise(observed({ after })).because).toEqual([
      '10% of the processors’ time went to other machines on its host',
    ]);
  });

  it('is where processes beside those of the measurement took time', () => {
    expect(judgeNoise(observed({ ownCpuMs: 9_000 })).because).toEqual([
      '30% of the processors’ time went to processes that were no part of the measurement',
    ]);
  });

  it('is told by the work alone where the system counts nothing', () => {
    const noise = judgeNoise(observed({ before: undefined, after: undefined }));
    expect(noise).toMatchObject({ stolenShare: undefined, othersShare: undefined, isNoisy: false });
  });

  it('is none for what was measured more finely than the system counts', () => {
    expect(judgeNoise(observed({ ownCpuMs: 15_200 })).othersShare).toBe(0);
  });
});
