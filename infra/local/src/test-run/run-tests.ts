import { cp, mkdir, rm } from 'node:fs/promises';
import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';
import { shopHome } from '../home/shop-home.ts';
import { ensureInstalled } from '../provision/ensure-installed.ts';
import { chromium, redis } from '../provision/system-programs.ts';
import { Refusal } from '../refusal.ts';
import { startShop, type StartedShop } from '../start-shop.ts';
import { say } from '../terminal/say.ts';
import { isPlain } from '../terminal/steps.ts';
import { onStopSignals } from '../terminal/stop-signals.ts';
import { workspaceFile } from '../workspace.ts';
import { runCheck, type Check, type CheckResult } from './check.ts';
import { staticChecks, suiteAgainstShop, unitTests } from './checks.ts';
import { printSummary } from './summary.ts';

export type Suite = 'static' | 'unit' | 'scenarios' | 'browser';

const reports = workspaceFile('reports', 'tests');

/**
 * Runs the suites, showing how far it is, and ends with a table and the line `N passed, N failed`.
 * @returns whether everything passed
 */
export async function runTests(suites: ReadonlySet<Suite>, jestOptions: readonly string[]): Promise<boolean> {
  const began = Date.now();
  const abort = new AbortController();
  const results: CheckResult[] = [];
  let shop: StartedShop | undefined;
  const stopShop = async (): Promise<void> => {
    if (!shop) return;
    await cp(shopHome(shop.home).logs, `${reports}/shop-logs`, { recursive: true });
    await shop.stop();
    shop = undefined;
  };
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
  const drive = (title: string, project: string): ListrTask =>
    step(title, async (task) => {
      if (!shop) return undefined;
      const wanted = suiteAgainstShop(title, project, shopEnvironment(shop), jestOptions);
      return runCheck(wanted, showing(task), abort.signal);
    });

  const programs = [...(suites.has('unit') ? [redis] : []), ...(suites.has('browser') ? [chromium] : [])];
  const install = step('Programs from the system', async (task) => {
    const news = await ensureInstalled(programs, showing(task), abort.signal);
    if (news.length > 0) task.title = `Installed ${news.join(', ')}`;
    return undefined;
  });
  const inspect: ListrTask = {
    title: 'Static checks',
    task: (_, task) => task.newListr(staticChecks().map(check), { concurrent: false }),
  };
  const begin = step('A shop of its own, on free ports', async () => {
    shop = await startShop({ topology: 'monolith', products: 1_000 });
    return undefined;
  });
  const tasks: ListrTask[] = [
    {
      // What waits for the network, beside what needs the processor.
      title: 'Begin',
      task: (_, task) =>
        task.newListr([install, ...(suites.has('static') ? [inspect] : [])], { concurrent: true }),
    },
    ...(suites.has('unit') ? [check(unitTests(jestOptions))] : []),
    ...(suites.has('scenarios') || suites.has('browser') ? [begin] : []),
    ...(suites.has('scenarios')
      ? [drive('Scenarios', 'e2e/scenarios'), drive('Import and replay', 'e2e/retail-history')]
      : []),
    ...(suites.has('browser') ? [drive('Browser', 'e2e/browser')] : []),
  ];
  await new Listr(tasks, {
    exitOnError: false,
    registerSignalListeners: false,
    fallbackRendererCondition: isPlain,
    rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseSubtasks: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  }).run();
  await stopShop();
  if (abort.signal.aborted) process.exit(130);
  printSummary(results, Date.now() - began);
  return results.every(({ passed }) => passed);
}

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
  return { title, passed: false, milliseconds: 0, totals: undefined, output };
}

function shopEnvironment(shop: StartedShop): Record<string, string> {
  const { keys } = shopHome(shop.home);
  return {
    SHOP_BASE_URL: shop.publicUrl,
    SHOP_OPS_URL: shop.processes.find(({ opsUrl }) => opsUrl !== undefined)?.opsUrl ?? '',
    SHOP_PROVIDER_URL: shop.providerUrl,
    SHOP_ADMIN_EMAIL: shop.admin.email,
    SHOP_ADMIN_PASSWORD: shop.admin.password,
    SHOP_CUSTOMER_EMAIL: shop.customer.email,
    SHOP_CUSTOMER_PASSWORD: shop.customer.password,
    SHOP_AUTH_PRIVATE_KEY_FILE: keys.privateKeyFile,
    SHOP_AUTH_PUBLIC_KEYS_FILE: keys.publicKeysFile,
  };
}
