import { strip } from '@twinshop/report';
import { timelineOf } from '../clock.ts';
import type { RowOf } from './chart-row.ts';
import { laneOf } from './stretches.ts';

/** Processes that were not ready at some time, and when. */
export const unready: RowOf = (runs, span) => {
  const names = runs.map(({ seconds }) => [...new Set(seconds.flatMap((second) => second.unready))].sort());
  if (names.every((some) => some.length === 0)) return undefined;
  return {
    title: 'Processes that were not ready',
    explains: 'Each of them that said so, or did not answer, at some time.',
    cells: runs.map((run, index) =>
      names[index]?.length === 0
        ? undefined
        : strip(
            (names[index] ?? []).map((name) =>
              laneOf(name, run, (second) =>
                second.unready.includes(name)
                  ? { state: 'not ready', tone: 'bad' }
                  : { state: 'ready', tone: 'good' },
              ),
            ),
            timelineOf(run, span),
          ),
    ),
    absent: 'every process was ready all the time.',
  };
};
