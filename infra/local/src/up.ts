import { ensureDemoCustomer, fillCatalogue, hasProducts } from '@twinshop/setup';
import type { Topology } from '@twinshop/topologies';
import type { ListrTask } from 'listr2';
import { buildWhatChanged } from './build/build.ts';
import { config } from './config.ts';
import { serveControl, type ControlServer } from './control/serve-control.ts';
import { amidStep, refuseBesideData } from './home/refuse-beside-data.ts';
import { Shop } from './shop/shop.ts';
import { Supervisor } from './shop/supervise.ts';
import { ensureInstalled } from './provision/ensure-installed.ts';
import { findProgram, programsOf } from './provision/system-programs.ts';
import { say } from './terminal/say.ts';
import { takeSteps } from './terminal/steps.ts';
import { onStopSignals } from './terminal/stop-signals.ts';
import { factsTable } from './terminal/table.ts';
import { colors } from './terminal/colors.ts';

export interface UpOptions {
  /** Where customers reach it. */
  port: number;
  /** How many there are to be, when there are none yet. */
  products: number;
  /** Begin with empty data. */
  fresh?: boolean;
  /** Processes to leave out, for somebody to run by hand. */
  without?: readonly string[];
  /** This checkout's by default. */
  home?: string;
}

const warn = (text: string): void => say(colors.yellow(text));

/**
 * Runs a topology in the foreground, showing how far it is, until a signal stops it. Returns once it is up; the process
 * then lives on, and ends with code 0 when it is stopped.
 * @throws Refusal when it can't be started; everything is stopped by then
 */
export async function up(topology: Topology, options: UpOptions): Promise<void> {
  const shop = new Shop({
    topology,
    home: options.home ?? config.home,
    port: options.port,
    without: options.without ?? [],
    durable: true,
    logLevel: config.logLevel,
    onDeath: (part, reason) => void supervisor.onDeath(part, reason),
  });
  const supervisor = new Supervisor(warn, (part) => shop.wants(part));
  let control: ControlServer | undefined;
  const stop = async (): Promise<void> => {
    await shop.stop();
    await control?.close();
  };
  let isUp = false;
  let underWayTo: number | undefined;
  onStopSignals(
    () => {
      say(isUp ? '\nStopping …' : '\nStopping before it is up …');
      void stop().then(() => {
        say('Stopped.');
        process.exit(isUp ? 0 : 130);
      });
    },
    () => {
      shop.killAll();
      say('Stopped at once.');
      process.exit(130);
    },
  );
  try {
    underWayTo = await start(shop, topology, options);
    control = await serveControl(shop);
    shop.announce(control.socket);
    isUp = true;
  } catch (error) {
    // Being stopped makes what was under way fail: that is no news.
    if (shop.isStopping) return;
    await stop();
    throw error;
  }
  say(`\n${summary(shop, options)}\n`);
  if (underWayTo !== undefined) warn(amidStep(underWayTo));
  say('Ctrl-C stops it.');
}

/** @returns the step that a migration of its data is under way to, if one is */
async function start(shop: Shop, topology: Topology, options: UpOptions): Promise<number | undefined> {
  const { fresh, products, without = [] } = options;
  const servers = ['PostgreSQL', ...(topology.servers.includes('redis') ? ['Redis'] : [])].join(' and ');
  let underWayTo: number | undefined;
  const steps: ListrTask[] = [
    {
      title: 'Look around',
      task: async (_, task) => {
        if (!fresh) underWayTo = await refuseBesideData(shop.home.migrationFile, topology);
        const ended = await shop.claim();
        task.title =
          ended.length > 0 ? `Ended what a killed run left: ${ended.join(', ')}` : 'Nothing is in the way';
      },
    },
    {
      title: 'Programs from the system',
      enabled: () => programsOf(topology).some((program) => findProgram(program) === undefined),
      task: async (_, task) => {
        const installed = await ensureInstalled(programsOf(topology), (line) => (task.output = line));
        task.title = `Installed ${installed.join(' and ')}`;
      },
    },
    {
      title: 'Build what changed',
      task: async (_, task) => {
        const built = await buildWhatChanged(topology);
        task.title = built.length > 0 ? `Built ${built.join(' and ')}` : 'Built already';
      },
    },
    {
      title: fresh ? `${servers}, with empty data` : servers,
      task: async () => {
        if (fresh) await shop.discardData();
        await shop.startServers();
      },
    },
    {
      title: `The ${topology.name}`,
      task: async (_, task) => {
        const waiting = new Set(shop.processNames);
        await shop.startProcesses((name) => {
          waiting.delete(name);
          if (waiting.size > 0) task.output = `${name} is ready; waiting for ${[...waiting].join(', ')}`;
        });
        task.title = `The ${topology.name}: ${shop.processNames.join(', ')}`;
      },
    },
  ];
  const furnishing: ListrTask[] = [
    {
      title: 'Demo customer',
      task: () => ensureDemoCustomer(shop.record.publicUrl, shop.record.customer),
    },
    {
      title: 'Catalogue',
      task: async (_, task) => {
        if (await hasProducts(shop.record.publicUrl)) {
          task.title = 'Catalogue, as it was';
          return;
        }
        const added = await fillCatalogue(shop.record.databases.catalog, products, ({ done, total }) => {
          task.output = `${count(done)} of ${count(total)} products`;
        });
        task.title = `Catalogue of ${count(added)} products`;
      },
    },
  ];
  const isFurnished = (): boolean => underWayTo !== undefined;
  steps.push(...furnishing.map((step) => unlessThere(unlessLeftOut(step, without), isFurnished)));
  await takeSteps(steps.map((step) => ({ ...step, skip: () => shop.isStopping })));
  return underWayTo;
}

/** What goes through the shop's front door fails where somebody behind it was left out: that stops nobody. */
function unlessLeftOut(step: ListrTask, without: readonly string[]): ListrTask {
  if (without.length === 0) return step;
  return {
    ...step,
    task: (context, task) =>
      Promise.resolve(step.task(context, task)).catch(() =>
        task.skip(`${String(step.title)}: not while ${without.join(' and ')} is left out`),
      ),
  };
}

/** What a migration was about to move is there, and may not be for this shop to write. */
const unlessThere = (step: ListrTask, isThere: () => boolean): ListrTask => ({
  ...step,
  task: (context, task) =>
    isThere() ? task.skip(`${String(step.title)}, as it was`) : step.task(context, task),
});

const count = (number: number): string => number.toLocaleString('en');

function summary(shop: Shop, { without = [] }: UpOptions): string {
  const { publicUrl, admin, customer } = shop.record;
  return factsTable([
    ['Shop', colors.bold(colors.cyan(publicUrl))],
    ['Customer', `${customer.email}  ${customer.password}`],
    ['Admin', `${admin.email}  ${admin.password}`],
    ['Processes', './shop status  (addresses of health and metrics among it)'],
    ['Logs', `${shop.home.logs}  (./shop logs -f)`],
    ...without.map(
      (name) => [`To run ${name}`, `node --env-file=${shop.home.environment(name)} …`] as [string, string],
    ),
  ]);
}
