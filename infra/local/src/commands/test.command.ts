import { microservices, steps, topologies } from '@twinshop/topologies';
import { Command, Option } from 'commander';
import { runTests, type Suite } from '../test-run/run-tests.ts';

const HELP = `
Without options it is everything that CI checks: format, lint, types, unit and integration tests on real PostgreSQL and
Redis; then both shops, on free ports, driven over HTTP and in Chromium; the same script on both at once; damaged data
that must be noticed, and processes killed amid orders. What is missing is installed, where apt-get is there and
allowed. Reports are left in reports/.

Examples:
  ./shop test                                everything
  ./shop test --unit -- --testPathPatterns cart    unit and integration tests, and only those of the cart
  ./shop test --e2e                          only the scenarios over HTTP
  ./shop test --e2e --all --on monolith -- crash    only those of crashes, on one of the variants
  ./shop test --e2e --on step-4              the scenarios at a step of the migration; --on steps, at each of them
  ./shop test --faults                       only what must survive kills, outages and random faults
  FAULTS_SIZE=full ./shop test --faults      the same amid 2,000 orders, and with longer outages
  SOAK_ORDERS=20000 SOAK_FAULTS=100 SOAK_SEED=7 ./shop test --faults -- soak    random faults, for long
  npm test -- --browser                      only the browser tests
  ./shop test --docker                       both shops in containers, and a few tests of databases and queues on
                                             Testcontainers: what CI does after the rest, where there is Docker
  ./shop test --docker --all                 the same with every scenario, and all tests of databases and queues
`;

interface Options {
  unit?: true;
  e2e?: true;
  browser?: true;
  faults?: true;
  docker?: true;
  all?: true;
  on?: string;
}

/** The default comes first: it is the one that the browser visits. */
const allVariants = [...new Set([microservices.name, ...Object.keys(topologies)])];
const allSteps = steps.map(({ name }) => name);
const EACH_STEP = 'steps';

/** `./shop test`: exits with 1 when anything fails. */
export function testCommand(): Command {
  return new Command('test')
    .description('check everything')
    .option('--unit', 'only unit and integration tests')
    .option('--e2e', 'only the scenarios over HTTP')
    .option('--browser', 'only the browser tests')
    .option('--faults', 'only the kills and outages')
    .option('--docker', 'only what needs Docker')
    .option('--all', 'also what CI leaves out, as another suite shows the same')
    .addOption(
      new Option('--on <variant>', 'only on one of the variants, or steps between them').choices([
        ...allVariants,
        ...allSteps,
        EACH_STEP,
      ]),
    )
    .argument('[jest-options...]', 'after --, for Jest')
    .addHelpText('after', HELP)
    .action(async (jestOptions: string[], { unit, e2e, browser, faults, docker, all, on }: Options) => {
      const chosen: Suite[] = [];
      if (unit) chosen.push('unit');
      if (e2e) chosen.push('scenarios');
      if (browser) chosen.push('browser');
      if (faults) chosen.push('faults');
      if (docker) chosen.push('containers');
      const suites: Suite[] =
        chosen.length > 0 ? chosen : ['static', 'unit', 'scenarios', 'browser', 'faults'];
      const variants = on === undefined ? allVariants : on === EACH_STEP ? allSteps : [on];
      const passed = await runTests({ suites: new Set(suites), variants, all: all === true, jestOptions });
      process.exitCode = passed ? 0 : 1;
    });
}
