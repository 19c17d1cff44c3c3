import { colors } from '../terminal/colors.ts';
import { say } from '../terminal/say.ts';
import { rowsTable } from '../terminal/table.ts';
import type { CheckResult } from './check.ts';

/**
 * Prints what failed in full, one table, and at the very end the line `N passed, N failed` over all Jest runs.
 * @param milliseconds of the whole run
 */
export function printSummary(results: readonly CheckResult[], milliseconds: number): void {
  for (const { title, output } of results.filter(({ passed }) => !passed))
    say(`\n${colors.bold(colors.red(title))}\n${output.trimEnd()}`);

  const totals = { passed: 0, failed: 0 };
  for (const result of results) {
    totals.passed += result.totals?.passed ?? 0;
    totals.failed += result.totals?.failed ?? 0;
  }
  const rows = results.map((result) => [
    verdictOn(result),
    result.title,
    result.totals ? `${result.totals.passed} passed, ${result.totals.failed} failed` : '',
    seconds(result.milliseconds),
  ]);
  say(`\n${rowsTable(['', 'check', 'tests', 'time'], [...rows, ['', 'all', '', seconds(milliseconds)]])}\n`);
  const flaky = results.flatMap(({ flakyFiles }) => flakyFiles);
  if (flaky.length > 0) say(`Flaky, passed only when run once more:\n${flaky.join('\n')}\n`);
  say(`${totals.passed} passed, ${totals.failed} failed`);
}

function verdictOn({ passed, flakyFiles }: CheckResult): string {
  if (!passed) return colors.red('failed');
  return flakyFiles.length > 0 ? colors.yellow('flaky') : colors.green('passed');
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
