import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import Table from 'cli-table3';
import type { AgainstBare } from './against-bare.ts';
import type { AtScale } from './at-scale.ts';
import { totalCpu, type BetweenArchitectures } from './between-architectures.ts';
import type { Outcome, Standing } from './contest.ts';

export interface Report {
  againstBare: AgainstBare[];
  betweenArchitectures: BetweenArchitectures | undefined;
  atScale: AtScale | undefined;
}

const rate = ({ requestsPerSecond }: Standing): string => Math.round(requestsPerSecond).toLocaleString('en');
const cpu = ({ cpuPerRequest }: Standing): string =>
  cpuPerRequest === undefined ? '–' : `${Math.round(cpuPerRequest)} µs`;
const ratio = ({ ratio: middle, ratios }: Outcome): string =>
  `${middle.toFixed(2)} (${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)})`;

const BARE_HEAD = [
  'case',
  'bare req/s',
  'monolith req/s',
  'services req/s',
  'monolith ÷ bare (range)',
  'bar',
  'services ÷ bare (range)',
  'CPU bare',
  'CPU monolith',
  'CPU services',
];
const bareRows = ({ againstBare }: Report): string[][] =>
  againstBare.map(({ name, bar, monolith, services }) => [
    name,
    rate(monolith.reference),
    rate(monolith.subject),
    services ? rate(services.subject) : '',
    ratio(monolith),
    `≥ ${bar}`,
    services ? ratio(services) : 'see below',
    cpu(monolith.reference),
    cpu(monolith.subject),
    services ? cpu(services.subject) : '',
  ]);

const SCALE_HEAD = ['case', 'measured', 'bar'];
const cost = ({ ratio: middle }: Outcome): string => `${(1 / middle).toFixed(2)} times the small shop’s`;
const scaleRows = ({ page, detail, search }: AtScale): string[][] => [
  ['page of 20 products', cost(page), '≤ 1.5'],
  ['product detail', cost(detail), '≤ 1.5'],
  [
    `search (${search.searches} different)`,
    `p50 ${search.p50.toFixed(1)} ms, p95 ${search.p95.toFixed(1)} ms, max ${search.max.toFixed(1)} ms`,
    'p95 < 50 ms',
  ],
];

const range = (values: readonly number[]): string =>
  `(${Math.min(...values).toFixed(2)} … ${Math.max(...values).toFixed(2)})`;
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const SERVICES_HEAD = ['case', 'services', 'monolith', 'ratio (range)', 'bar'];
const servicesRows = ({ orders, detail, page, timeToFinal }: BetweenArchitectures): string[][] => [
  [
    'orders at their end, a second',
    Math.round(orders.services.ordersPerSecond).toLocaleString('en'),
    Math.round(orders.monolith.ordersPerSecond).toLocaleString('en'),
    `${orders.throughput.toFixed(2)} ${range(orders.throughputs)}`,
    '≥ 0.35',
  ],
  [
    'CPU an order, all processes',
    ms(totalCpu(orders.services)),
    ms(totalCpu(orders.monolith)),
    `${orders.cpu.toFixed(2)} ${range(orders.cpus)}`,
    '≤ 3',
  ],
  ['product detail, a second', rate(detail.subject), rate(detail.reference), ratio(detail), '≥ 0.8'],
  ['page of 20 products, a second', rate(page.subject), rate(page.reference), ratio(page), '≥ 0.8'],
  [
    'from `POST` to the end, median under light load',
    ms(timeToFinal.services),
    ms(timeToFinal.monolith),
    (timeToFinal.services / timeToFinal.monolith).toFixed(2),
    '≤ 100 ms',
  ],
];

const CPU_HEAD = ['process', 'services', 'monolith'];
const cpuRows = ({ orders: { services, monolith } }: BetweenArchitectures): string[][] =>
  [...new Set([...Object.keys(services.cpu), ...Object.keys(monolith.cpu)])].map((name) => [
    name,
    ...[services, monolith].map(({ cpu: used }) => (used[name] === undefined ? '' : ms(used[name]))),
  ]);

const table = (head: string[], rows: string[][]): string => {
  const drawn = new Table({ head, style: { head: [], border: [] } });
  drawn.push(...rows);
  return drawn.toString();
};

const markdown = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}, Node ${process.version}`;

export const printed = (report: Report): string =>
  [
    ...(report.againstBare.length === 0 ? [] : [table(BARE_HEAD, bareRows(report))]),
    ...(report.betweenArchitectures === undefined
      ? []
      : [
          table(SERVICES_HEAD, servicesRows(report.betweenArchitectures)),
          'CPU an order, by process',
          table(CPU_HEAD, cpuRows(report.betweenArchitectures)),
        ]),
    ...(report.atScale === undefined
      ? []
      : [
          `At ${report.atScale.products.toLocaleString('en')} products`,
          table(SCALE_HEAD, scaleRows(report.atScale)),
        ]),
  ].join('\n');

/** Writes the report as JSON, and as the Markdown page that the documentation shows. */
export const write = async (report: Report, directory: string, page: string | undefined): Promise<string> => {
  await mkdir(directory, { recursive: true });
  const at = new Date().toISOString();
  const file = `${directory}/${at.replaceAll(':', '-')}.json`;
  await writeFile(file, JSON.stringify({ at, machine: machine(), ...report }, null, 2));
  if (page !== undefined) {
    const sections = [
      '# What the shop costs beside the bare limit',
      'Written by `npm run bench -- --scale 1000000 --page docs/benchmark.md`. The bare limit is the same answer from `node:http` and `pg` with the same statements and pool, one process each, in short runs that alternate at 32 connections; so do the monolith and the services’ catalogue, each asked directly, without a gateway. Products and pages are drawn at random, pages from about a hundred of the whole catalogue and of its categories; “the same page” is what the shop answers with one query for all who ask at the same moment. For orders the bare side has no token, no idempotency and no validation, but the same statements and the same call to the provider. CPU is that of the server’s process for one request.',
      `Measured on ${at.slice(0, 10)}: ${machine()}; database, load and servers share the machine, so read the ratios, not the rates.`,
      markdown(BARE_HEAD, bareRows(report)),
      ...(report.betweenArchitectures === undefined
        ? []
        : [
            '## The services beside the monolith',
            'Both behind the same gateway, with durable databases, in runs that alternate. Orders are posted by 32 clients, each the next as soon as the last is answered, and counted when they are at their end; CPU is that of all processes, databases and queues included, the payment provider not.',
            markdown(SERVICES_HEAD, servicesRows(report.betweenArchitectures)),
            'Where an order’s CPU goes:',
            markdown(CPU_HEAD, cpuRows(report.betweenArchitectures)),
          ]),
      ...(report.atScale === undefined
        ? []
        : [
            `## At ${report.atScale.products.toLocaleString('en')} products`,
            markdown(SCALE_HEAD, scaleRows(report.atScale)),
          ]),
    ];
    await writeFile(page, `${sections.join('\n\n')}\n`);
  }
  return file;
};
