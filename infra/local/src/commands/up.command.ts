import { microservices, scaled, steps, topologies, type Topology } from '@twinshop/topologies';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { upInDocker } from '../docker/up-in-docker.ts';
import { Refusal } from '../refusal.ts';
import { up, type UpOptions } from '../up.ts';
import { parseCount } from './options.ts';

const HELP = `
It runs until Ctrl-C, which stops everything; a second Ctrl-C does so at once. Data stays for the next time.

Examples:
  ./shop up                     the shop as services, on http://localhost:8080
  ./shop up monolith            the shop in one process
  ./shop up step-4              the shop at a step of the way from the one to the other, 0 to 7
  ./shop up --fresh             … with empty data, of both variants, and a new catalogue
  ./shop up --port 9000         … on another port
  ./shop up --products 100000   … with more products, when the catalogue is still empty
  ./shop up --scale catalog=3 --scale order=2    several replicas behind the gateway
  ./shop up --without order     all but one, to run that by hand: npx nx run order:serve
  ./shop up --home /tmp/other --port 8081        a second shop beside the first
  ./shop up --docker monolith   in containers: docker compose --profile monolith up, and whom to sign in as
  ./shop up --docker step-0     in containers, from where ./shop migrate --docker takes it on

Each variant keeps its own data: they can be started in turn on one home.
`;

interface Options extends Omit<UpOptions, 'without'> {
  docker?: true;
  scale: Record<string, number>;
  without: string[];
}

/** `./shop up`: exits with 1 when the shop can't be started. */
export function upCommand(): Command {
  return new Command('up')
    .description('start the shop, and stay with it until Ctrl-C')
    .addArgument(new Argument('[variant]', `which shop: ${variantNames()}`).default(microservices.name))
    .option('--port <port>', 'where customers reach it', parsePort, 8080)
    .option('--fresh', 'with empty data; that of the other variant goes, too')
    .option(
      '--products <count>',
      'products of the generated catalogue, when there are none yet',
      parseCount,
      1_000,
    )
    .option('--scale <process=replicas>', 'how many there are of one; can be repeated', parseScale, {})
    .option('--without <process>', 'one that you run by hand; can be repeated', collect, [])
    .option('--docker', 'in containers')
    .addHelpText('after', HELP)
    .action((variant: string, _options: Options, command: Command) =>
      run(chosen(variant), command.optsWithGlobals<Options>()),
    );
}

async function run(topology: Topology, { scale, without, docker, ...options }: Options): Promise<void> {
  const names = topology.processes.map(({ name }) => name);
  for (const name of without)
    if (!names.includes(name))
      throw new Refusal(`There is no process "${name}" in ${topology.name}. There are: ${names.join(', ')}.`);
  const scaledTopology = scaledOrRefused(topology, scale);
  if (!docker) return up(scaledTopology, { ...options, without });
  if (without.length > 0 || options.home !== undefined)
    throw new Refusal('--without and --home are for a shop without containers.');
  if (topologies[topology.name] === undefined && Object.keys(scale).length > 0)
    throw new Refusal(
      'In containers, a step has the replicas that it says: --scale is for the two variants.',
    );
  return upInDocker(scaledTopology, options);
}

function scaledOrRefused(topology: Topology, replicas: Record<string, number>): Topology {
  try {
    return scaled(topology, replicas);
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}

function parseScale(text: string, before: Record<string, number>): Record<string, number> {
  const [, name, replicas] = /^([^=]+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('It is like catalog=3.');
  return { ...before, [name]: Number(replicas) };
}

function collect(text: string, before: string[]): string[] {
  return [...before, text];
}

function chosen(variant: string): Topology {
  const topology = topologies[variant] ?? steps.find(({ name }) => name === variant);
  if (topology) return topology;
  throw new Refusal(`The variant "${variant}" does not exist. Available: ${variantNames()}.`);
}

function variantNames(): string {
  return [...Object.keys(topologies), `${steps[0]!.name} … ${steps.at(-1)!.name}`].join(', ');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
  return port;
}
