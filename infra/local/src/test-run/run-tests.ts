import { mkdir, rm } from 'node:fs/promises';
import { docker, engineAnswers, requireEngine } from '@twinshop/docker';
import type { ListrTask } from 'listr2';
import { buildWhatChanged } from '../build/build.ts';
import { config } from '../config.ts';
import { ensureInstalled } from '../provision/ensure-installed.ts';
import { chromium, nginx, redis } from '../provision/system-programs.ts';
import { Refusal } from '../refusal.ts';
import { topologyNamed } from '../shop/topology-named.ts';
import { say } from '../terminal/say.ts';
import { onStopSignals } from '../terminal/stop-signals.ts';
import { workspaceFile } from '../workspace.ts';
import { fewServerTests, serverTests, staticChecks, suite, unitTests, type TestServers } from './checks.ts';
import { ContainerShopUnderTest } from './container-shop-under-test.ts';
import { LocalShopUnderTest } from './local-shop-under-test.ts';
import type { Target } from './projects.ts';
import type { ShopUnderTest } from './shop-under-test.ts';
import { spared } from './spared.ts';
import { atATime, oneAfterTheOther, showing, Steps } from './steps.ts';
import { FAULT_SUITES, LOAD_SUITES, PAGE_SUITES, type NamedSuite } from './suites.ts';
import { printSummary } from './summary.ts';

export type Suite = 'static' | 'unit' | 'scenarios' | 'browser' | 'faults' | 'containers';

export interface TestRun {
  suites: ReadonlySet<Suite>;
  /** The topologies that suites are run on. The browser visits the first. */
  variants: readonly string[];
  /** Whether also what CI leaves out (`spared`) is run. */
  all: boolean;
  jestOptions: readonly string[];
}

const reports = workspaceFile('reports', 'tests');

/**
 * Runs the suites, showing how far it is, and ends with a table and the line `N passed, N failed`.
 * @returns whether everything passed
 */
export async function runTests({ suites, variants, all, jestOptions }: TestRun): Promise<boolean> {
  const began = Date.now();
  const abort = new AbortController();
  const steps = new Steps(abort.signal);
  const { step, check } = steps;
  const logs = `${reports}/shop-logs`;
  const shops: ShopUnderTest[] = [];
  onStopSignals(
    () => {
      say('\nStopping …');
      abort.abort();
    },
    () => process.exit(130),
  );

  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });

  const start = (shop: ShopUnderTest, variant: string): ListrTask =>
    step(`The ${variant}, on free ports`, (task) => {
      shops.push(shop);
      return shop.start(variant, showing(task));
    });
  // Where one suite is asked for by its name, the others have nothing to do.
  const drive = (
    shop: ShopUnderTest,
    title: string,
    project: string,
    options: readonly string[] = [],
  ): ListrTask =>
    step(title, async (task) => {
      if (!shop.environment) return undefined;
      const flags = ['--passWithNoTests', ...jestOptions, ...options];
      return steps.runCheck(suite(title, project, shop.environment, flags), task);
    });
  // Behind whatever was asked for: Jest would take what follows for more of the same.
  const without = (...files: readonly string[]): string[] =>
    files.length > 0 ? [`--testPathIgnorePatterns=${files.join('|')}`] : [];

  const onVariant = (variant: string): ListrTask => {
    const shop = new LocalShopUnderTest(logs);
    const visited = suites.has('browser') && variant === variants[0];
    return oneAfterTheOther(`On the ${variant}`, [
      start(shop, variant),
      ...(suites.has('scenarios')
        ? [
            drive(shop, `Scenarios on the ${variant}`, 'e2e/scenarios', all ? [] : without(spared.scenarios)),
            drive(shop, `Import and replay on the ${variant}`, 'e2e/retail-history'),
          ]
        : []),
      ...(visited ? [drive(shop, `Browser on the ${variant}`, 'e2e/browser')] : []),
      step(`Stop the ${variant}`, () => shop.stop()),
    ]);
  };

  const byItself = ([title, project]: NamedSuite, target: Target = 'e2e'): ListrTask =>
    check(suite(title, project, {}, ['--passWithNoTests', ...jestOptions], target));

  const inContainers = (variant: string, nth: number): ListrTask => {
    const shop = new ContainerShopUnderTest(logs);
    // What is killed there are child processes of the test's own shop; what the provider does is the same for all.
    const elsewhere = '/(crash-[a-z-]+|provider-faults)\\.spec';
    const sparedHere = all || nth === 0 ? [] : [spared.secondShopInContainers];
    return oneAfterTheOther(`The ${variant} in containers`, [
      start(shop, variant),
      drive(
        shop,
        `Scenarios on the ${variant} in containers`,
        'e2e/scenarios',
        without(elsewhere, ...(all ? [] : [spared.scenariosInContainers])),
      ),
      drive(shop, `Import and replay on the ${variant} in containers`, 'e2e/retail-history'),
      drive(shop, `Containers of the ${variant}`, 'e2e/containers', without(...sparedHere)),
      step(`Stop the ${variant}`, () => shop.stop()),
    ]);
  };

  const needsShops = suites.has('scenarios') || suites.has('browser') || suites.has('faults');
  const programs = [
    ...(suites.has('unit') || needsShops ? [redis, nginx] : []),
    ...(suites.has('browser') ? [chromium] : []),
  ];
  const install = step('Programs from the system', async (task) => {
    if (suites.has('containers')) task.title = await requireEngine();
    const news = await ensureInstalled(programs, showing(task), abort.signal);
    if (news.length > 0) task.title = `Installed ${news.join(', ')}`;
  });
  const { types, lint } = staticChecks();
  const tasks: ListrTask[] = [
    // What waits for the network, beside what needs the processor.
    atATime(3, 'Begin', [
      install,
      ...(suites.has('static')
        ? [oneAfterTheOther('Format and types', types.map(check)), oneAfterTheOther('Rules', lint.map(check))]
        : []),
    ]),
    ...(suites.has('unit') ? [check(unitTests(await testServers(), jestOptions))] : []),
    // Before shops are started beside each other, of which each would build the same.
    ...(needsShops
      ? [
          step('Build', async () => {
            for (const variant of variants) await buildWhatChanged(topologyNamed(variant));
          }),
        ]
      : []),
    atATime(2, 'On shops', [
      ...(suites.has('scenarios')
        ? variants.map(onVariant)
        : suites.has('browser')
          ? [onVariant(variants[0]!)]
          : []),
      ...(suites.has('scenarios') && variants.length > 1
        ? [check(suite('Twins', 'e2e/twins', {}, jestOptions))]
        : []),
      ...(suites.has('browser') ? PAGE_SUITES : []).map((named) => byItself(named, 'page')),
    ]),
    ...(suites.has('faults')
      ? [
          atATime(
            2,
            'Faults',
            FAULT_SUITES.map((named) => byItself(named)),
          ),
          ...LOAD_SUITES.map((named) => byItself(named)),
        ]
      : []),
    ...(suites.has('containers')
      ? [
          atATime(2, 'In containers', [
            check((all ? serverTests : fewServerTests)('containers', jestOptions)),
            ...variants.map(inContainers),
          ]),
          step('Nothing is left in Docker', expectNoContainers),
        ]
      : []),
  ];
  await steps.run(tasks);
  await Promise.all(shops.map((shop) => shop.stop()));
  if (abort.signal.aborted) process.exit(130);
  printSummary(steps.results, Date.now() - began);
  return steps.results.every(({ passed }) => passed);
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
