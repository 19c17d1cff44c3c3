import { sum } from 'simple-statistics';
import { againstRest, spreadOf, type Spread } from '../record/against-rest.ts';
import { failedIn, hasPassed, violationsOf, wasNoticed } from '../record/has-passed.ts';
import type { MigrationRecord } from '../record/migration-record.ts';

/** The same way there and back, again and again. */
export interface RoundsRecord {
  format: 1;
  startedAt: string;
  endedAt: string;
  command: string;
  rounds: number;
  ways: readonly Way[];
}

/** One way, in the numbers that ways are compared by. */
export interface Way {
  /** Of its own page, beside that of the rounds. */
  folder: string;
  from: number;
  to: number;
  tookMs: number;
  passed: boolean;
  noticed: boolean;
  requests: number;
  failed: number;
  sentAgain: number;
  shadowReads: number;
  unexplained: number;
  violations: number;
  pauses: readonly { module: string; ms: number }[];
  /** p99 in each step, as a multiple of that at rest. */
  steps: readonly { from: number; to: number; ratio: number }[];
  failure?: string;
}

export function wayOf(record: MigrationRecord, folder: string): Way {
  const { from, to, startedAt, endedAt, seconds, shadowReads, pauses, steps, failure } = record;
  const ratioOf = againstRest(record.rests);
  return {
    folder,
    from,
    to,
    tookMs: Date.parse(endedAt) - Date.parse(startedAt),
    passed: hasPassed(record),
    noticed: wasNoticed(record),
    requests: sum(seconds.map(({ requests }) => requests)),
    failed: failedIn(record),
    sentAgain: record.sentAgain,
    shadowReads: sum(shadowReads.map(({ compared }) => compared)),
    unexplained: sum(shadowReads.map(({ unexplained }) => unexplained)),
    violations: violationsOf(record),
    pauses: pauses.map(({ module, ms }) => ({ module, ms })),
    steps: steps.flatMap((step) => {
      const ratio = ratioOf(step);
      return ratio === undefined ? [] : [{ from: step.from, to: step.to, ratio }];
    }),
    ...(failure !== undefined && { failure }),
  };
}

/** What all ways together came to. */
export function totalsOf(ways: readonly Way[]) {
  return {
    requests: sum(ways.map(({ requests }) => requests)),
    failed: sum(ways.map(({ failed }) => failed)),
    sentAgain: sum(ways.map(({ sentAgain }) => sentAgain)),
    shadowReads: sum(ways.map(({ shadowReads }) => shadowReads)),
    unexplained: sum(ways.map(({ unexplained }) => unexplained)),
    violations: sum(ways.map(({ violations }) => violations)),
    longestPauseMs: Math.max(0, ...ways.flatMap(({ pauses }) => pauses.map(({ ms }) => ms))),
  };
}

export interface StepOverRounds {
  from: number;
  to: number;
  /** Of p99 in the step to that at rest. */
  ratios: Spread;
}

/** Each step over all rounds: one run has too few requests for the slowest hundredth of them to say much. */
export function stepsOver(ways: readonly Way[]): StepOverRounds[] {
  const byStep = Map.groupBy(
    ways.flatMap(({ steps }) => steps),
    ({ from, to }) => `${from} ${to}`,
  );
  return [...byStep.values()].map((steps) => {
    const { from, to } = steps[0]!;
    return { from, to, ratios: spreadOf(steps.map(({ ratio }) => ratio)) };
  });
}
