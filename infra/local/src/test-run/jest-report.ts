import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const jestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
  testResults: z.array(z.object({ name: z.string(), status: z.string() })).default([]),
});

export interface Totals {
  passed: number;
  failed: number;
  /** Paths of the spec files that failed. */
  failedFiles: readonly string[];
}

/**
 * The totals of one Jest run. A spec file that could not even be run counts as a failed test.
 * A run that left no report is one failure.
 */
export async function readJestReport(file: string): Promise<Totals> {
  try {
    const report = jestReport.parse(JSON.parse(await readFile(file, 'utf8')));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      failedFiles: report.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name),
    };
  } catch {
    return { passed: 0, failed: 1, failedFiles: [] };
  }
}
