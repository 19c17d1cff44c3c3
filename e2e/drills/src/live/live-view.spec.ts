import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { aSecond } from '../../test/evidence.ts';
import { lineOf, LiveView } from './live-view.ts';

const columns = (...line: Parameters<typeof lineOf>): string[] =>
  stripVTControlCharacters(lineOf(...line))
    .trim()
    .split(/\s{2,}/);

describe('the line of a second', () => {
  it('sums all endpoints up, and takes the slowest p99', () => {
    const traffic = { failed: 1, degraded: 2, p50: 1, max: 99 };
    const second = aSecond(61_000, {
      endpoints: {
        'product page': { ...traffic, requests: 12, p99: 8 },
        'place order': { ...traffic, requests: 8, p99: 45.6 },
      },
      breakers: { 'a→b': 'open', 'a→c': 'half-open', 'a→d': 'closed' },
      queues: { order: 3, payment: 4 },
      ordersPending: 5,
      unready: ['payment', 'order'],
    });
    expect(columns(second, 'fault')).toEqual([
      '61.0s',
      'fault',
      '20',
      '2',
      '46 ms',
      '20%',
      'a→b a→c?',
      '7',
      '5',
      'payment order',
    ]);
  });

  it('of a second in which nobody came and nobody could be asked does not pretend', () =>
    expect(columns(aSecond(0, { endpoints: {}, ordersPending: undefined }), 'control')).toEqual([
      '0.0s',
      'control',
      '0',
      '0',
      '0 ms',
      '-',
      '-',
      '0',
      '?',
      '-',
    ]));

  it('stands under its headings', () => {
    const said: string[] = [];
    new LiveView((line) => said.push(...stripVTControlCharacters(line).split('\n'))).begin('A drill');
    const heading = said.at(-1)!;
    const line = stripVTControlCharacters(lineOf(aSecond(1_000, { unready: ['order'] }), 'control'));
    expect(line.indexOf('order')).toBe(heading.indexOf('not ready'));
    expect(line.indexOf('control')).toBe(heading.indexOf('phase'));
  });
});

describe('the live view', () => {
  const view = (play: (view: LiveView) => void): string[] => {
    const said: string[] = [];
    play(new LiveView((line) => said.push(stripVTControlCharacters(line).trim())));
    return said.map((line) => line.replace(/\s+/g, ' ').slice(0, 22));
  };

  it('tells what happens before the second that begins after it, in the order of time', () => {
    const said = view((view) => {
      view.event({ atMs: 1_900, kind: 'breaker', says: 'opened' });
      view.event({ atMs: 1_200, kind: 'fault', says: 'killed' });
      view.second(aSecond(1_000), 'control');
      view.second(aSecond(2_000), 'fault');
    });
    expect(said).toEqual([
      '1.0s control 10 0 8 ms',
      '1.2s ● killed',
      '1.9s ● opened',
      '2.0s fault 10 0 8 ms 0',
    ]);
  });

  it('keeps nothing to itself at the end', () => {
    const said = view((view) => {
      view.phase('drain', 5_000);
      view.end();
    });
    expect(said).toEqual(['5.0s ── drain: nobody ']);
  });
});
