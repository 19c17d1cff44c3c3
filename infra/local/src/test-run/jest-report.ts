import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const jestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
});

export interface Totals {
  passed: number;
  failed: number;
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
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
