import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { aFinding, aRecovery, aReport, HEALED_MS } from '../../test/evidence.ts';
import type { DrillRecord, RunRecord } from '../record/drill-record.ts';
import { hasPassed, summaryOf, type Result } from './summary.ts';

const impact = (requests: number, succeeded: number) => ({ fault: { requests, succeeded } });

const run = (rest: Partial<RunRecord> = {}): RunRecord =>
  ({
    variant: 'microservices',
    without: [],
    expectations: [{ met: true }, { met: false }],
    blastRadius: [impact(300, 1), impact(100, 0.5), impact(0, 0)],
    recovery: aRecovery({ recovered: HEALED_MS + 1_500 }),
    check: aReport(),
    ...rest,
  }) as unknown as RunRecord;

const result = (passed: boolean, ...runs: readonly RunRecord[]): Result => ({
  name: 'order-killed',
  record: { passed, runs } as unknown as DrillRecord,
});

const rows = (...results: readonly Result[]): string[] =>
  stripVTControlCharacters(summaryOf(results))
    .split('\n')
    .map((line) => line.replaceAll(/\s*│\s*/g, '|'));

describe('the summary of many drills', () => {
  it('has a line for each run: what was missed, what share of all requests was answered, how it came back', () =>
    expect(rows(result(false, run()))).toContain(
      '|order-killed|microservices|failed|1 of 2|87.5%|1500 ms|0|',
    ));

  it('says what never recovered, and what the checker found', () =>
    expect(rows(result(false, run({ recovery: aRecovery(), check: aReport([aFinding]) })))).toContain(
      '|order-killed|microservices|failed|1 of 2|87.5%|never|1|',
    ));

  it('leaves out runs without a guard', () =>
    expect(
      rows(result(true, run({ without: ['breaker'] }))).filter((row) => row.startsWith('|order')),
    ).toEqual([]));

  it('counts a drill that broke off among those that have not passed', () => {
    const brokeOff: Result = { name: 'log-full', brokeOff: 'no prlimit here' };
    expect(hasPassed(brokeOff)).toBe(false);
    expect(rows(result(true), brokeOff)).toContain('1 of 2 drills have passed.');
  });
});
