import { mkdir, rm } from 'node:fs/promises';
import { docker, engineAnswers, requireEngine } from '@twinshop/docker';
import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';
import { config } from '../config.ts';
import { ensureInstalled } from '../provision/ensure-installed.ts';
import { chromium, nginx, redis } from '../provision/system-programs.ts';
import { Refusal } from '../refusal.ts';
import { say } from '../terminal/say.ts';
import { isPlain } from '../terminal/steps.ts';
import { onStopSignals } from '../terminal/stop-signals.ts';
import { workspaceFile } from '../workspace.ts';
import { runCheck, type Check, type CheckResult } from './check.ts';
import { serverTests, staticChecks, suite, unitTests, type TestServers } from './checks.ts';
import { ContainerShopUnderTest } from './container-shop-under-test.ts';
import { LocalShopUnderTest } from './local-shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';
import { printSummary } from './summary.ts';

export type Suite = 'static' | 'unit' | 'scenarios' | 'browser' | 'faults' | 'containers';

export interface TestRun {
  suites: ReadonlySet<Suite>;
  /** The topologies that suites are run on, one after the other. The browser visits the first. */
  variants: readonly string[];
  jestOptions: readonly string[];
}

const reports = workspaceFile('reports', 'tests');

/** What is tried with shops of its own. Two at a time: each waits for most of it, until what was broken is whole again. */
const FAULT_SUITES: readonly (readonly [title: string, project: string])[] = [
  ['Invariants', 'e2e/invariants'],
  ['Mutations', 'e2e/mutations'],
  ['Fault proxy', 'e2e/fault-proxy'],
  ['Faults', 'e2e/faults'],
  ['Soak', 'e2e/drills'],
];

/** What takes all that the machine has. */
const LOAD_SUITES: readonly (readonly [title: string, project: string])[] = [
  ['Load', 'e2e/load'],
  ['Comparison', 'e2e/compare'],
];

/** What is looked at in Chromium without a shop. */
const PAGE_SUITES: readonly (readonly [title: string, project: string])[] = [
  ['The page of a drill', 'e2e/drills'],
  ['The page of a comparison', 'e2e/compare'],
];

/**
 * Runs the suites, showing how far it is, and ends with a table and the line `N passed, N failed`.
 * @returns whether everything passed
 */
export async function runTests({ suites, variants, jestOptions }: TestRun): Promise<boolean> {
  const began = Date.now();
  const abort = new AbortController();
  const results: CheckResult[] = [];
  const logs = `${reports}/shop-logs`;
  const shop: ShopUnderTest = suites.has('containers')
    ? new ContainerShopUnderTest(logs)
    : new LocalShopUnderTest(logs);
  onStopSignals(
    () => {
      say('\nStopping …');
      abort.abort();
    },
    () => process.exit(130),
  );

  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });

  /** A step that fails is noted and shown as failed; the others still have their turn. */
  const step = (title: string, work: (task: Task) => Promise<CheckResult | undefined>): ListrTask => ({
    title,
    skip: () => abort.signal.aborted,
    task: async (_, task) => {
      const result = await work(task).catch((error: Error) => notRun(title, error));
      if (!result) return;
      results.push(result);
      if (!result.passed) throw new Error('see below');
    },
  });
  const check = (wanted: Check): ListrTask =>
    step(wanted.title, (task) => runCheck(wanted, showing(task), abort.signal));
  const start = (variant: string): ListrTask =>
    step(`The ${variant}, on free ports`, async (task) => {
      await shop.start(variant, showing(task));
      return undefined;
    });
  const drive = (title: string, project: string, options: readonly string[] = []): ListrTask =>
    step(title, async (task) => {
      if (!shop.environment) return undefined;
      const wanted = suite(title, project, shop.environment, [...options, ...jestOptions]);
      return runCheck(wanted, showing(task), abort.signal);
    });
  const onVariant = (variant: string, visited: boolean): ListrTask[] => [
    start(variant),
    ...(suites.has('scenarios')
      ? [
          drive(`Scenarios on the ${variant}`, 'e2e/scenarios'),
          drive(`Import and replay on the ${variant}`, 'e2e/retail-history'),
        ]
      : []),
    ...(suites.has('browser') && visited ? [drive(`Browser on the ${variant}`, 'e2e/browser')] : []),
    step(`Stop the ${variant}`, async () => {
      await shop.stop();
      return undefined;
    }),
  ];

  // Where one of them is asked for by its name, the others have nothing to do.
  const byItself = ([title, project]: readonly [string, string]): ListrTask =>
    check(suite(title, project, {}, ['--passWithNoTests', ...jestOptions]));

  const inContainers = (variant: string): ListrTask[] => [
    start(variant),
    // What is killed there are child processes of the test's own shop; what the provider does is the same for all.
    drive(`Scenarios on the ${variant} in containers`, 'e2e/scenarios', [
      '--testPathIgnorePatterns=crash|provider-faults',
    ]),
    drive(`Import and replay on the ${variant} in containers`, 'e2e/retail-history'),
    drive(`Containers of the ${variant}`, 'e2e/containers'),
    step(`Stop the ${variant}, and leave nothing`, async () => {
      await shop.stop();
      await expectNoContainers();
      return undefined;
    }),
  ];

  const needsShops = suites.has('scenarios') || suites.has('browser') || suites.has('faults');
  const programs = [
    ...(suites.has('unit') || needsShops ? [redis, nginx] : []),
    ...(suites.has('browser') ? [chromium] : []),
  ];
  const install = step('Programs from the system', async (task) => {
    if (suites.has('containers')) task.title = await requireEngine();
    const news = await ensureInstalled(programs, showing(task), abort.signal);
    if (news.length > 0) task.title = `Installed ${news.join(', ')}`;
    return undefined;
  });
  const inspect: ListrTask = {
    title: 'Static checks',
    task: (_, task) => task.newListr(staticChecks().map(check), { concurrent: false }),
  };
  const tasks: ListrTask[] = [
    {
      // What waits for the network, beside what needs the processor.
      title: 'Begin',
      task: (_, task) =>
        task.newListr([install, ...(suites.has('static') ? [inspect] : [])], { concurrent: true }),
    },
    ...(suites.has('unit') ? [check(unitTests(await testServers(), jestOptions))] : []),
    ...(suites.has('scenarios')
      ? variants.flatMap((variant) => onVariant(variant, variant === variants[0]))
      : suites.has('browser')
        ? onVariant(variants[0]!, true)
        : []),
    twoAtATime('Side by side', [
      ...(suites.has('scenarios') && variants.length > 1
        ? [check(suite('Twins', 'e2e/twins', {}, jestOptions))]
        : []),
      ...(suites.has('browser') ? PAGE_SUITES : []).map(([title, project]) =>
        check(suite(title, project, {}, ['--passWithNoTests', ...jestOptions], 'page')),
      ),
    ]),
    ...(suites.has('faults')
      ? [twoAtATime('Faults', FAULT_SUITES.map(byItself)), ...LOAD_SUITES.map(byItself)]
      : []),
    ...(suites.has('containers')
      ? [check(serverTests('containers', jestOptions)), ...variants.flatMap(inContainers)]
      : []),
  ];
  await new Listr(tasks, {
    exitOnError: false,
    registerSignalListeners: false,
    fallbackRendererCondition: isPlain,
    rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseSubtasks: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  }).run();
  await shop.stop();
  if (abort.signal.aborted) process.exit(130);
  printSummary(results, Date.now() - began);
  return results.every(({ passed }) => passed);
}

/** In containers where a Docker engine answers, unless somebody has chosen. @throws Refusal for a choice that there isn't */
async function testServers(): Promise<TestServers> {
  const { testServers: chosen } = config;
  if (chosen === undefined) return (await engineAnswers()) ? 'containers' : 'embedded';
  if (chosen === 'containers' || chosen === 'embedded') return chosen;
  throw new Refusal(`TEST_SERVERS is "containers" or "embedded", not "${chosen}".`);
}

/** @throws Refusal that names what a test's shop has left in Docker */
async function expectNoContainers(): Promise<void> {
  const ours = ['--filter', 'label=com.docker.compose.project', '--format', '{{.Name}}'];
  const left = await Promise.all([
    docker(['ps', '--all', '--filter', 'name=twinshop-test', '--format', '{{.Names}}']),
    docker(['volume', 'ls', ...ours]),
    docker(['network', 'ls', ...ours]),
  ]);
  const names = left.flatMap((text) => text.split('\n')).filter((name) => name.startsWith('twinshop-test'));
  if (names.length > 0)
    throw new Refusal(`Left behind: ${names.join(', ')}. Remove it with docker rm, volume rm, network rm.`);
}

const twoAtATime = (title: string, tasks: ListrTask[]): ListrTask => ({
  title,
  skip: () => tasks.length === 0,
  task: (_, task) => task.newListr(tasks, { concurrent: 2 }),
});

type Task = Parameters<ListrTask['task']>[1];

/** The latest line of output beside a step, where a line can be replaced by the next. */
function showing(task: Task): (line: string) => void {
  return (line) => {
    if (!isPlain()) task.output = line;
  };
}

/** For a step that failed before it could check anything. */
function notRun(title: string, error: Error): CheckResult {
  const output = error instanceof Refusal ? error.message : (error.stack ?? error.message);
  return { title, passed: false, flakyFiles: [], milliseconds: 0, totals: undefined, output };
}
