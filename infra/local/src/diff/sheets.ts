import { existsSync, readFileSync } from 'node:fs';
import { routesText } from '@twinshop/gateway';
import {
  hasGateway,
  steps,
  type ProcessDescription,
  type Surroundings,
  type Topology,
} from '@twinshop/topologies';
import { workspaceFile } from '../workspace.ts';

/** What can be read of a step, each a text of lines. */
export interface Sheets {
  'What runs': string;
  'The monolith’s wiring': string;
  'The gateway’s routes': string;
}

export function sheetsOf(step: number): Sheets {
  const topology = steps[step]!;
  return {
    'What runs': whatRuns(topology),
    'The monolith’s wiring': wiring(step),
    'The gateway’s routes': hasGateway(topology) ? routesText(topology) : '',
  };
}

function whatRuns({ databases, schemas, servers, entry, processes }: Topology): string {
  return [
    `customers reach: ${entry}`,
    `servers: ${['postgres', ...servers].join(', ')}`,
    ...Object.entries(databases).map(
      ([module, database]) =>
        `data of ${module}: database ${database}, ${schemas === 'one' ? 'with others in one schema' : `schema ${module}`}`,
    ),
    ...processes.flatMap(processLines),
    '',
  ].join('\n');
}

function processLines(process: ProcessDescription): string[] {
  const head = [
    '',
    `${process.name}: ${process.replicas === 1 ? 'one process' : `${process.replicas} processes`}`,
  ];
  if (process.kind === 'gateway') return [...head, '  nginx'];
  const queues = process.queues ?? [];
  return [
    ...head,
    `  ${process.program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')}`,
    ...(queues.length === 0 ? [] : [`  takes messages of: ${queues.join(', ')}`]),
    ...Object.entries(process.environment(symbolic)).map(([name, value]) => `  ${name}=${value}`),
  ];
}

/** What a process is told, in words that are the same for each step. */
const symbolic: Surroundings = {
  host: '<host>',
  port: 8080,
  opsPort: 9080,
  instance: 1,
  logLevel: '<level>',
  admin: { email: '<admin>', password: '<password>' },
  keys: {
    privateKeyFile: '<key of customers’ tokens>',
    publicKeysFile: '<public keys of customers’ tokens>',
    serviceKeyFile: '<own key>',
    servicePublicKeysFile: '<public keys of services>',
    paymentSealFile: '<seal of card tokens>',
  },
  urlOf: (name) => `<${name}>`,
  databaseUrl: (module) => `<data of ${module}>`,
  dataFile: (name) => `<data>/${name}`,
  workspaceFile: (name) => name,
};

function wiring(step: number): string {
  const file = workspaceFile(
    step < 2 ? 'monolith/src/wiring.ts' : `monolith/src/decoupled/steps/step-${step}.ts`,
  );
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
