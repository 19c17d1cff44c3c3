import { rm } from 'node:fs/promises';
import { Compose, ContainerShop, requireEngine } from '@twinshop/docker';
import { isFree } from '@twinshop/processes';
import { steps, topologies, type Topology } from '@twinshop/topologies';
import type { ListrTask } from 'listr2';
import { config } from '../config.ts';
import { ContainersHome } from '../containers/containers-home.ts';
import { StepShop } from '../containers/step-shop.ts';
import { amidStep, refuseBesideData } from '../home/refuse-beside-data.ts';
import { shopHome } from '../home/shop-home.ts';
import { Refusal } from '../refusal.ts';
import { colors } from '../terminal/colors.ts';
import { say } from '../terminal/say.ts';
import { isPlain, takeSteps } from '../terminal/steps.ts';
import { onStopSignals } from '../terminal/stop-signals.ts';
import { factsTable } from '../terminal/table.ts';

export interface UpInDockerOptions {
  port: number;
  products: number;
  fresh?: boolean;
}

/**
 * Runs a topology in containers, as `docker compose` would, until a signal stops it; data stays in volumes.
 * @throws Refusal, also where its data is elsewhere, or DockerError
 */
export async function upInDocker(topology: Topology, options: UpInDockerOptions): Promise<void> {
  const { port, fresh } = options;
  const { migrationFile } = shopHome(config.containersHome);
  const underWayTo = fresh
    ? undefined
    : await refuseBesideData(migrationFile, topology, { flags: ' --docker' });
  const shop = shopOf(topology, options, { isFurnished: underWayTo !== undefined });
  const abort = new AbortController();
  let isUp = false;
  onStopSignals(
    () => {
      say(isUp ? '\nStopping …' : '\nStopping before it is up …');
      abort.abort();
      void shop.stop('keep data').then(() => {
        say('Stopped.');
        process.exit(isUp ? 0 : 130);
      });
    },
    () => process.exit(130),
  );
  try {
    await start(shop, topology, port, fresh ?? false, abort.signal);
    isUp = true;
  } catch (error) {
    // Being stopped makes what was under way fail: that is no news.
    if (!abort.signal.aborted) throw error;
    return;
  }
  const { admin, customer } = await shop.credentials();
  const profile =
    topologies[topology.name] === undefined ? '--project-name twinshop ' : `--profile ${topology.name} `;
  say(
    `\n${factsTable([
      ['Shop', colors.bold(colors.cyan(shop.publicUrl))],
      ['Customer', `${customer.email}  ${customer.password}`],
      ['Admin', `${admin.email}  ${admin.password}`],
      ['Containers', `docker compose ${profile}ps`],
      ['Logs', `docker compose ${profile}logs --follow`],
    ])}\n`,
  );
  if (underWayTo !== undefined) say(colors.yellow(amidStep(underWayTo)));
  say('Ctrl-C stops it.');
  // Nothing else keeps this process alive: what runs, runs in the engine.
  setInterval(() => undefined, 60_000);
}

/** As `docker compose` runs it, or at a step of the way, where it can be led to others. */
type ShopInDocker = Pick<ContainerShop, 'publicUrl' | 'build' | 'start' | 'stop' | 'credentials'>;

function shopOf(
  topology: Topology,
  { port, products }: UpInDockerOptions,
  { isFurnished }: { isFurnished: boolean },
): ShopInDocker {
  const { logLevel } = config;
  if (steps.some(({ name }) => name === topology.name))
    return new StepShop({
      topology,
      home: new ContainersHome(config.containersHome),
      port,
      products,
      isFurnished,
      logLevel,
    });
  return new ContainerShop({
    variant: topology.name,
    port,
    products,
    logLevel,
    scale: Object.fromEntries(
      topology.processes.filter(({ scales }) => scales).map(({ name, replicas }) => [name, replicas]),
    ),
  });
}

function start(
  shop: ShopInDocker,
  topology: Topology,
  port: number,
  fresh: boolean,
  signal: AbortSignal,
): Promise<void> {
  const showing = (task: Parameters<ListrTask['task']>[1]) => (line: string) => {
    if (!isPlain()) task.output = line;
  };
  const tasks: ListrTask[] = [
    {
      title: 'Docker',
      task: async (_, task) => {
        task.title = await requireEngine();
        await refuseWhereTaken(port);
      },
    },
    {
      title: 'Images (the first time takes some minutes)',
      task: (_, task) => shop.build({ signal, onLine: showing(task) }),
    },
    {
      title: `Containers of the ${topology.name}${fresh ? ', with empty data' : ''}`,
      task: async (_, task) => {
        if (fresh) {
          await shop.stop('discard data');
          await rm(shopHome(config.containersHome).migrationFile, { force: true });
        }
        await shop.start({ signal, onLine: showing(task) });
      },
    },
  ];
  return takeSteps(tasks.map((step) => ({ ...step, skip: () => signal.aborted })));
}

async function refuseWhereTaken(port: number): Promise<void> {
  const running = (await new Compose().run(['ps', '--quiet'])).trim();
  if (running !== '')
    throw new Refusal('A shop runs in containers already. Stop it with: ./shop down --docker');
  if (!(await isFree(port)))
    throw new Refusal(
      `Port ${port} is taken. Stop what has it, or choose another port: ./shop up --docker --port 9000`,
    );
}
