import { plannedTopologies, topologies, type Topology } from '@twinshop/topologies';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { Refusal } from '../refusal.ts';
import { up, type UpOptions } from '../up.ts';
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
    .action((variant: string, _options: UpOptions, command: Command) =>
      up(chosen(variant), command.optsWithGlobals<UpOptions>()),
    );
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
