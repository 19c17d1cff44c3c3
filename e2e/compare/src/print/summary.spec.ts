import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { CompareRecord } from '../record/compare-record.ts';
import { againstItself, brokenOff, ofBoth } from '../../test/records.ts';
import { summaryOf } from './summary.ts';

const rows = (record: CompareRecord): string[] =>
  stripVTControlCharacters(summaryOf(record))
    .split('\n')
    .map((line) => line.replaceAll(/\s*│\s*/g, '|'));

describe('the summary of a comparison', () => {
  it('has a line for each figure: both sides, their ratio with its interval, and who is better', () =>
    expect(rows(ofBoth())).toContain(
      '|Orders at their end, a second|61.7|43.7|×0.71 (0.684 to 0.719)|monolith better|',
    ));

  it('says where the lead changes, what was refused, and how to do it again', () => {
    expect(rows(ofBoth())).toContain(
      'Latency of a mixed day by its rate: The lead passes from monolith to services between 100 and 400 requests a second offered.',
    );
    expect(rows(ofBoth())).toContain('Refused and not counted: 2.');
    expect(rows(ofBoth()).at(-1)).toBe('Again: ./shop compare --quick --seed 74201');
  });

  it('says of a shop and itself that they are the same', () =>
    expect(rows(againstItself()).join('\n')).toContain('No difference shown, as it must be'));

  it('admits what it does not know', () => {
    expect(rows(brokenOff())).toContain('|Memory at rest, MB|-|-|-|not measured|');
    expect(rows(brokenOff())).toContain('Incomplete: it was broken off before all was measured.');
  });
});
