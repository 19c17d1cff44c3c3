import { Command } from 'commander';
import { runTests, type Suite } from '../test-run/run-tests.ts';

const HELP = `
Without options it is everything that CI checks: format, lint, types, unit and integration tests on real PostgreSQL and
Redis, then a shop of its own on free ports, driven over HTTP and in Chromium. What is missing is installed, where
apt-get is there and allowed. Reports are left in reports/.

Examples:
  ./shop test                                everything
  ./shop test --unit -- --testPathPatterns cart    unit and integration tests, and only those of the cart
  ./shop test --e2e                          only the scenarios over HTTP
  npm test -- --browser                      only the browser tests
`;

interface Options {
  unit?: true;
  e2e?: true;
  browser?: true;
}

/** `./shop test`: exits with 1 when anything fails. */
export function testCommand(): Command {
  return new Command('test')
    .description('check everything')
    .option('--unit', 'only unit and integration tests')
    .option('--e2e', 'only the scenarios over HTTP')
    .option('--browser', 'only the browser tests')
    .argument('[jest-options...]', 'after --, for Jest')
    .addHelpText('after', HELP)
    .action(async (jestOptions: string[], { unit, e2e, browser }: Options) => {
      const chosen: Suite[] = [];
      if (unit) chosen.push('unit');
      if (e2e) chosen.push('scenarios');
      if (browser) chosen.push('browser');
      const suites: Suite[] = chosen.length > 0 ? chosen : ['static', 'unit', 'scenarios', 'browser'];
      process.exitCode = (await runTests(new Set(suites), jestOptions)) ? 0 : 1;
    });
}
