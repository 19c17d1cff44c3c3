import { describe, expect, it } from '@jest/globals';
import { aSample } from '../../test/evidence.ts';
import { TallyBySecond } from '../traffic/tally.ts';
import { secondOf } from './seconds.ts';

describe('a second of a run', () => {
  it('has the worst of several looks: the most that ran and waited, a breaker that was ever open, whoever was ever not ready', () => {
    const second = secondOf(1_000, new TallyBySecond(0), [
      aSample(1_000, { breakers: { 'a→b': 'half-open', 'a→c': 'closed' }, running: { 'a→b': 3 } }),
      aSample(1_250, { breakers: { 'a→b': 'open' }, queues: { order: 7 }, unready: ['order'] }),
      aSample(1_500, {
        breakers: { 'a→b': 'closed' },
        running: { 'a→b': 1 },
        queues: { order: 2 },
        outboxAgeMs: { order: 40 },
      }),
    ]);
    expect(second).toMatchObject({
      breakers: { 'a→b': 'open', 'a→c': 'closed' },
      running: { 'a→b': 3 },
      queues: { order: 7 },
      outboxAgeMs: { order: 40 },
      unready: ['order'],
    });
  });

  it('has as many pending orders as there were in the end', () => {
    const looks = [aSample(0, { ordersPending: 9 }), aSample(250, { ordersPending: 4 })];
    expect(secondOf(0, new TallyBySecond(0), looks).ordersPending).toBe(4);
  });

  it('in which nobody looked claims nothing', () =>
    expect(secondOf(0, new TallyBySecond(0), [])).toEqual({
      atMs: 0,
      endpoints: {},
      breakers: {},
      running: {},
      queues: {},
      outboxAgeMs: {},
      ordersPending: undefined,
      unready: [],
    }));
});
