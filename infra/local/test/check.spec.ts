import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { jestReportFile, runCheck, type CheckResult } from '../src/test-run/check.ts';
import { workspaceFile } from '../src/workspace.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'twinshop-check-'));
const script = path.join(folder, 'stand-in-for-jest.mjs');
const titles = ['A flaky check', 'A broken check', 'A check with much broken'];

/** Fails for what it is told to, and leaves a report as Jest does; tried once more, a flaky one passes. */
const STAND_IN = `
import { writeFileSync } from 'node:fs';
const words = process.argv.slice(2);
const [kind, ...files] = words[0].split(',');
const fails = kind === 'broken' || !words.includes('--runTestsByPath');
const report = {
  numPassedTests: fails ? 5 : files.length,
  numFailedTests: fails ? files.length : 0,
  numRuntimeErrorTestSuites: 0,
  testResults: files.map((name) => ({ name, status: fails ? 'failed' : 'passed' })),
};
writeFileSync(words.find((word) => word.startsWith('--outputFile=')).slice(13), JSON.stringify(report));
process.exitCode = fails ? 1 : 0;
`;

beforeAll(() => {
  writeFileSync(script, STAND_IN);
  mkdirSync(workspaceFile('reports', 'tests'), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const title of titles)
    for (const file of [jestReportFile(title), jestReportFile(`${title}, once more`)])
      for (const left of [file, file.replace(/json$/, 'log')]) rmSync(left, { force: true });
});

const run = (title: string, kind: string, files: readonly string[]): Promise<CheckResult> => {
  const jestReport = jestReportFile(title);
  const command = [process.execPath, script, [kind, ...files].join(','), `--outputFile=${jestReport}`];
  return runCheck({ title, command, jestReport }, () => undefined, new AbortController().signal);
};

it('a spec file that fails and then passes by itself is told apart as flaky', async () => {
  const result = await run(titles[0]!, 'flaky', [workspaceFile('libs', 'one.spec.ts')]);
  expect(result).toMatchObject({
    passed: true,
    flakyFiles: ['libs/one.spec.ts'],
    totals: { passed: 6, failed: 0 },
  });
});

it('one that fails again has failed', async () => {
  const result = await run(titles[1]!, 'broken', [workspaceFile('libs', 'one.spec.ts')]);
  expect(result).toMatchObject({ passed: false, flakyFiles: [], totals: { passed: 5, failed: 1 } });
});

it('many that fail at once are no accident, and not run again', async () => {
  const files = ['one', 'two', 'three', 'four'].map((name) => workspaceFile(`${name}.spec.ts`));
  expect(await run(titles[2]!, 'flaky', files)).toMatchObject({ passed: false, flakyFiles: [] });
});
