import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { readJestReport } from '../src/test-run/jest-report.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'twinshop-report-'));
const file = path.join(folder, 'report.json');
afterAll(() => rmSync(folder, { recursive: true }));

it('counts a spec file that could not be run as a failure', async () => {
  const testResults = [
    { name: '/one.spec.ts', status: 'passed' },
    { name: '/two.spec.ts', status: 'failed' },
  ];
  const totals = { numPassedTests: 7, numFailedTests: 1, numRuntimeErrorTestSuites: 2 };
  writeFileSync(file, JSON.stringify({ ...totals, testResults }));
  expect(await readJestReport(file)).toEqual({ passed: 7, failed: 3, failedFiles: ['/two.spec.ts'] });
});

it('counts a run that left no report as a failure', async () => {
  expect(await readJestReport(path.join(folder, 'missing.json'))).toEqual({
    passed: 0,
    failed: 1,
    failedFiles: [],
  });
});
