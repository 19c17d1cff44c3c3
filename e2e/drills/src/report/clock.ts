import type { Band, Mark, Span, Timeline, Tone } from '@twinshop/report';
import type { PhaseName, RunRecord, TimelineEvent } from '../record/drill-record.ts';

/** Seconds between a run's fault and a moment of it, negative before. All that a page draws has its zero there. */
export const sinceFault = ({ recovery }: RunRecord, atMs: number): number => (atMs - recovery.fault) / 1000;

const PHASES: Readonly<Record<PhaseName, Tone>> = {
  'warm-up': 'quiet',
  control: 'quiet',
  fault: 'bad',
  healed: 'good',
  drain: 'quiet',
};

export const EVENTS: Readonly<Record<TimelineEvent['kind'], Tone>> = {
  fault: 'bad',
  heal: 'good',
  breaker: 'warn',
  process: 'fourth',
  milestone: 'quiet',
};

/** From the first beginning of a phase to the last end of one, over all the runs. */
export function sharedSpan(runs: readonly RunRecord[]): Span {
  const ends = runs.flatMap((run) => run.phases.map(({ toMs }) => sinceFault(run, toMs)));
  const starts = runs.flatMap((run) => run.phases.map(({ fromMs }) => sinceFault(run, fromMs)));
  return { from: Math.min(...starts, -1), to: Math.max(...ends, 1) };
}

export const timelineOf = (run: RunRecord, span: Span): Timeline => ({
  span,
  bands: run.phases.map(({ name, fromMs, toMs }): Band => ({
    name,
    from: sinceFault(run, fromMs),
    to: sinceFault(run, toMs),
    tone: PHASES[name],
  })),
  marks: run.timeline.map(({ atMs, kind, says }): Mark => ({
    at: sinceFault(run, atMs),
    says,
    tone: EVENTS[kind],
  })),
});
