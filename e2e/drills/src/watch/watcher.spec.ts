import { describe, expect, it } from '@jest/globals';
import { aSample } from '../../test/evidence.ts';
import type { Sample } from './sample.ts';
import { changesBetween } from './watcher.ts';

const changes = (before: Partial<Sample>, now: Partial<Sample>): string[] =>
  changesBetween(aSample(0, before), aSample(250, now)).map(({ kind, says }) => `${kind}: ${says}`);

describe('what has changed since the look before', () => {
  it('is nothing where all is as it was', () => {
    const same = { breakers: { 'a→b': 'open' as const }, unready: ['a'], pids: { a: 1 } };
    expect(changes(same, same)).toEqual([]);
  });

  it('is told with the time of the later look', () =>
    expect(changesBetween(aSample(0), aSample(250, { unready: ['order'] }))).toMatchObject([{ atMs: 250 }]));

  it('is a breaker in another state; one that was not seen before was closed', () => {
    expect(changes({ breakers: { 'a→b': 'open' } }, { breakers: { 'a→b': 'half-open' } })).toEqual([
      'breaker: The breaker a→b is half-open',
    ]);
    expect(changes({}, { breakers: { 'a→b': 'closed', 'a→c': 'open' } })).toEqual([
      'breaker: The breaker a→c is open',
    ]);
  });

  it('is a process that has ended, and one that is there anew', () => {
    expect(changes({ pids: { order: 1, catalog: 2 } }, { pids: { catalog: 2 } })).toEqual([
      'process: order has ended',
    ]);
    expect(changes({ pids: { catalog: 2 } }, { pids: { order: 3, catalog: 4 } })).toEqual([
      'process: order is a new process',
      'process: catalog is a new process',
    ]);
  });

  it('is a process that is not ready, or is so again', () =>
    expect(changes({ unready: ['order'] }, { unready: ['catalog'] })).toEqual([
      'process: catalog is not ready',
      'process: order is ready again',
    ]));
});
