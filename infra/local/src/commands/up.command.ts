import { plannedTopologies, topologies, type Topology } from '@twinshop/topologies';
import { Argument, Command, InvalidArgumentError } from 'commander';
import type { ListrTask } from 'listr2';
import colors from 'picocolors';
import { buildWhatChanged } from '../build/build.ts';
import { config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { fillCatalogue, hasProducts } from '../shop/catalogue.ts';
import { ensureDemoCustomer } from '../shop/demo-customer.ts';
import { Shop } from '../shop/shop.ts';
import { Supervisor } from '../shop/supervise.ts';
import { say } from '../terminal/say.ts';
import { takeSteps } from '../terminal/steps.ts';
import { onStopSignals } from '../terminal/stop-signals.ts';
import { factsTable } from '../terminal/table.ts';
import { parseCount } from './options.ts';

const HELP = `
It runs until Ctrl-C, which stops everything; a second Ctrl-C does so at once. Data stays for the next time.

Examples:
  ./shop up                     the shop on http://localhost:8080
  ./shop up --fresh             … with empty data and a new catalogue
  ./shop up --port 9000         … on another port
  ./shop up --products 100000   … with more products, when the catalogue is still empty
  ./shop up --home /tmp/other --port 8081    a second shop beside the first
`;

interface Options {
  fresh?: true;
  port: number;
  products: number;
  home?: string;
}

/** `./shop up`: exits with 1 when the shop can't be started. */
export function upCommand(): Command {
  return new Command('up')
    .description('start the shop, and stay with it until Ctrl-C')
    .addArgument(new Argument('[variant]', `which shop: ${variantNames()}`).default('monolith'))
    .option('--port <port>', 'where customers reach it', parsePort, 8080)
    .option('--fresh', 'with empty data')
    .option(
      '--products <count>',
      'products of the generated catalogue, when there are none yet',
      parseCount,
      1_000,
    )
    .addHelpText('after', HELP)
    .action((variant: string, _options: Options, command: Command) =>
      run(chosen(variant), command.optsWithGlobals<Options>()),
    );
}

const warn = (text: string): void => say(colors.yellow(text));

async function run(topology: Topology, options: Options): Promise<void> {
  const shop = new Shop({
    topology,
    home: options.home ?? config.home,
    port: options.port,
    durable: true,
    logLevel: config.logLevel,
    onDeath: (managed, reason) => void supervisor.onDeath(managed, reason),
    onNotice: warn,
  });
  const supervisor = new Supervisor(warn, () => shop.isStopping);
  let up = false;
  onStopSignals(
    () => {
      say(up ? '\nStopping …' : '\nStopping before it is up …');
      void shop.stop().then(() => {
        say('Stopped.');
        process.exit(up ? 0 : 130);
      });
    },
    () => {
      shop.killAll();
      say('Stopped at once.');
      process.exit(130);
    },
  );
  try {
    await start(shop, topology, options);
    up = true;
  } catch (error) {
    // Being stopped makes what was under way fail: that is no news.
    if (shop.isStopping) return;
    await shop.stop();
    throw error;
  }
  say(`\n${summary(shop)}\n`);
  say('Ctrl-C stops it.');
}

async function start(shop: Shop, topology: Topology, options: Options): Promise<void> {
  const { fresh, products } = options;
  const steps: ListrTask[] = [
    {
      title: 'Look around',
      task: async (_, task) => {
        const ended = await shop.claim();
        task.title =
          ended.length > 0 ? `Ended what a killed run left: ${ended.join(', ')}` : 'Nothing is in the way';
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
      title: fresh ? 'PostgreSQL, with empty data' : 'PostgreSQL',
      task: async () => {
        if (fresh) await shop.discardData();
        await shop.startDatabases();
      },
    },
    {
      title: `The ${topology.name}`,
      task: async (_, task) => {
        await shop.startProcesses((name) => (task.output = `${name} …`));
        task.title = `The ${topology.name}: ${shop.processNames.join(', ')}`;
      },
    },
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
        const added = await fillCatalogue(shop.record.databaseUrl, products, ({ done, total }) => {
          task.output = `${count(done)} of ${count(total)} products`;
        });
        task.title = `Catalogue of ${count(added)} products`;
      },
    },
  ];
  await takeSteps(steps.map((step) => ({ ...step, skip: () => shop.isStopping })));
  shop.announce();
}

const count = (number: number): string => number.toLocaleString('en');

function summary(shop: Shop): string {
  const { publicUrl, admin, customer, processes } = shop.record;
  const ops = processes.find(({ opsUrl }) => opsUrl !== undefined)?.opsUrl;
  return factsTable([
    ['Shop', colors.bold(colors.cyan(publicUrl))],
    ['Customer', `${customer.email}  ${customer.password}`],
    ['Admin', `${admin.email}  ${admin.password}`],
    ...(ops ? [['Health, metrics', `${ops}/health/ready  ${ops}/metrics`] as const] : []),
    ['Logs', `${shop.home.logs}  (./shop logs -f)`],
  ]);
}

function chosen(variant: string): Topology {
  const topology = topologies[variant];
  if (topology) return topology;
  const why = plannedTopologies.includes(variant) ? 'is not available yet' : 'does not exist';
  throw new Refusal(`The variant "${variant}" ${why}. Available: ${variantNames()}.`);
}

function variantNames(): string {
  return Object.keys(topologies).join(', ');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
  return port;
}
