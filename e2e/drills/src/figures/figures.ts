import { violationsIn } from '@twinshop/invariants';
import type { DrillRecord, Endpoint, RunRecord, Variant } from '../record/drill-record.ts';

/** What of a run is worth keeping beside the code. JSON as it is; times are milliseconds, shares 0 to 1. */
export interface Figures {
  /** The day of the run, as in 2026-11-25. */
  measuredOn: string;
  processors: number;
  endpoints: Readonly<Partial<Record<Endpoint, Record<'control' | 'fault', EndpointFigures>>>>;
  /** Since the fault; null where none opened. */
  breakerOpenAfterMs: number | null;
  /** Since healing; null where it never was as before. */
  recoveredAfterMs: number | null;
  violations: number;
  passed: boolean;
}

export interface EndpointFigures {
  requests: number;
  answered: number;
  degraded: number;
  p99Ms: number;
}

/** By drill and variant. */
export type MeasuredFigures = Readonly<Record<string, Readonly<Partial<Record<Variant, Figures>>>>>;

/** Of a drill's runs with all guards. */
export function figuresOf(record: DrillRecord): Partial<Record<Variant, Figures>> {
  const whole = record.runs.filter(({ without }) => without.length === 0);
  return Object.fromEntries(whole.map((run) => [run.variant, ofRun(run, record)]));
}

function ofRun(run: RunRecord, { startedAt, machine }: DrillRecord): Figures {
  const { recovery, timeline } = run;
  const opened = timeline.find(
    ({ kind, atMs, says }) => kind === 'breaker' && atMs >= recovery.fault && says.endsWith(' is open'),
  );
  const since = (from: number, moment: number | undefined): number | null =>
    moment === undefined ? null : Math.round(moment - from);
  return {
    measuredOn: startedAt.slice(0, 10),
    processors: machine.processors,
    endpoints: Object.fromEntries(
      run.blastRadius.map(({ endpoint, control, fault }) => [
        endpoint,
        { control: ofImpact(control), fault: ofImpact(fault) },
      ]),
    ),
    breakerOpenAfterMs: since(recovery.fault, opened?.atMs),
    recoveredAfterMs: since(recovery.healed, recovery.recovered),
    violations: violationsIn(run.check).length,
    passed: run.expectations.every(({ met }) => met),
  };
}

const ofImpact = ({
  requests,
  succeeded,
  degraded,
  p99,
}: RunRecord['blastRadius'][number]['fault']): EndpointFigures => ({
  requests,
  // Cut, not rounded: what is all is all.
  answered: Math.floor(succeeded * 10_000) / 10_000,
  degraded: Math.floor(degraded * 10_000) / 10_000,
  p99Ms: Math.round(p99 * 10) / 10,
});
