import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aFinding, aRecovery, aReport, FAULT_MS, HEALED_MS } from '../../test/evidence.ts';
import { measured } from '../docs/measured.ts';
import type { DrillRecord, RunRecord, Variant } from '../record/drill-record.ts';
import { figuresOf } from './figures.ts';
import { readFigures, updateFigures } from './figures-file.ts';

const impact = { requests: 100_000, succeeded: 0.999_99, degraded: 0.5, p50: 2, p99: 8.123 };

const run = (variant: Variant, rest: Partial<RunRecord> = {}): RunRecord =>
  ({
    variant,
    without: [],
    timeline: [
      { atMs: FAULT_MS - 500, kind: 'breaker', says: 'The breaker a→b is open' },
      { atMs: FAULT_MS + 700, kind: 'breaker', says: 'The breaker a→b is open' },
    ],
    blastRadius: [{ endpoint: 'product page', control: { ...impact, succeeded: 1 }, fault: impact }],
    recovery: aRecovery({ recovered: HEALED_MS + 1_500.4 }),
    expectations: [{ says: '', bar: '', measured: '', met: true }],
    check: aReport(),
    ...rest,
  }) as RunRecord;

const record = (name: string, ...runs: readonly RunRecord[]): DrillRecord =>
  ({
    drill: { name },
    startedAt: '2026-11-25T10:00:00.000Z',
    machine: { processors: 2 },
    runs,
  }) as unknown as DrillRecord;

describe('figures of a drill', () => {
  it('are those of its runs with all guards', () => {
    const { microservices, monolith } = figuresOf(
      record(
        'x',
        run('microservices'),
        run('microservices', { without: ['breaker'], check: aReport([aFinding]) }),
      ),
    );
    expect(monolith).toBeUndefined();
    expect(microservices).toMatchObject({
      measuredOn: '2026-11-25',
      breakerOpenAfterMs: 700,
      recoveredAfterMs: 1_500,
      violations: 0,
      passed: true,
    });
  });

  it('are never rounded up to all', () => {
    const { monolith } = figuresOf(record('x', run('monolith')));
    expect(monolith!.endpoints['product page']).toMatchObject({
      control: { answered: 1, p99Ms: 8.1 },
      fault: { answered: 0.9999 },
    });
    expect(measured(monolith!)).toContain('| product page | 100% | 8.1 ms | 99.99% | 8.1 ms | 50% |');
  });

  it('say what never came', () => {
    const { monolith } = figuresOf(record('x', run('monolith', { timeline: [], recovery: aRecovery() })));
    expect(monolith).toMatchObject({ breakerOpenAfterMs: null, recoveredAfterMs: null });
    expect(measured(monolith!)).toContain('No breaker opened');
  });
});

describe('the file of figures', () => {
  let dir: string;
  beforeEach(() => void (dir = mkdtempSync(path.join(tmpdir(), 'figures-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('has nothing to say where there is none', () =>
    expect(readFigures(path.join(dir, 'none.json'))).toEqual({}));

  it('keeps what it had of other drills, and of the variant that was not run', () => {
    const file = path.join(dir, 'measured.json');
    updateFigures(file, record('b', run('monolith')));
    updateFigures(file, record('b', run('microservices', { check: aReport([aFinding]) })));
    updateFigures(file, record('a', run('monolith')));
    const figures = readFigures(file);
    expect(Object.keys(figures)).toEqual(['a', 'b']);
    expect(figures['b']).toMatchObject({ monolith: { violations: 0 }, microservices: { violations: 1 } });
    expect(readFileSync(file, 'utf8').endsWith('}\n')).toBe(true);
  });
});
