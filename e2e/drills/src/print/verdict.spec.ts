import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { aFinding, aReport } from '../../test/evidence.ts';
import type { DrillRecord, RunRecord } from '../record/drill-record.ts';
import { verdictOf } from './verdict.ts';

const run = (rest: Partial<RunRecord> = {}): RunRecord =>
  ({
    variant: 'monolith',
    without: [],
    expectations: [{ says: 'Orders are taken', bar: 'all', measured: '98%', met: false }],
    check: aReport(),
    ...rest,
  }) as RunRecord;

const verdict = (runs: readonly RunRecord[], passed = false): string =>
  stripVTControlCharacters(
    verdictOf({ runs, passed, seed: 7, command: './shop drill x --seed 7' } as unknown as DrillRecord),
  );

describe('a verdict', () => {
  it('holds each measurement against its bar', () =>
    expect(verdict([run()])).toMatch(/missed.*Orders are taken.*all.*98%/));

  it('says whether the drill has passed, and how to run it again', () => {
    expect(verdict([run()], true)).toMatch(/Passed\.\s+Seed 7\. Again: \.\/shop drill x --seed 7$/);
    expect(verdict([run()])).toContain('Failed.');
  });

  it('says that a run without a guard decides nothing', () =>
    expect(verdict([run({ without: ['breaker'] })])).toContain(
      'monolith, without breaker (for comparison, decides nothing)',
    ));

  it('tells what the checker found, of very many the first', () => {
    const findings = Array.from({ length: 12 }, (_, nth) => ({ ...aFinding, says: `order ${nth} is lost` }));
    const said = verdict([run({ check: aReport(findings) })]);
    expect(said).toContain('lost: order 9 is lost');
    expect(said).not.toContain('order 10 is lost');
    expect(said).toContain('and 2 more');
  });
});
