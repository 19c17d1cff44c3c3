import { strip, type Tone } from '@twinshop/report';
import type { Second } from '../../record/drill-record.ts';
import { timelineOf } from '../clock.ts';
import type { RowOf } from './chart-row.ts';
import { laneOf } from './stretches.ts';

const TONES: Readonly<Record<Second['breakers'][string], Tone>> = {
  closed: 'good',
  'half-open': 'warn',
  open: 'bad',
};

/** The state of each breaker. */
export const breakers: RowOf = (runs, span) => {
  const names = runs.map(({ seconds }) =>
    [...new Set(seconds.flatMap((second) => Object.keys(second.breakers)))].sort(),
  );
  if (names.every((some) => some.length === 0)) return undefined;
  return {
    title: 'Circuit breakers',
    explains:
      'Closed (plain): calls go through. Open (solid): they fail at once, and the fallback answers. Half-open (striped): one is let through to try.',
    cells: runs.map((run, index) =>
      names[index]?.length === 0
        ? undefined
        : strip(
            (names[index] ?? []).map((name) =>
              laneOf(name, run, (second) => {
                const state = second.breakers[name];
                return state && { state, tone: TONES[state] };
              }),
            ),
            timelineOf(run, span),
          ),
    ),
    absent: 'no breakers.',
  };
};
