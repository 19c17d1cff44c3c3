import type { Comparison, CompareRecord, Group, Sweep } from '../src/record/compare-record.ts';
import { noise } from './noise.ts';

const ROUNDS = 5;
const SPREAD = 0.025;

type Figure = Pick<Comparison, 'title' | 'unit' | 'better' | 'how'> & {
  a: number;
  b: number;
  isHeadline?: true;
};

const rounds = (value: number, noisy: (value: number) => number, n = ROUNDS) =>
  Array.from({ length: n }, () => Number(noisy(value).toPrecision(5)));

const FIGURES: Readonly<Record<Group, readonly Figure[]>> = {
  throughput: [
    {
      title: 'Orders at their end',
      unit: 'a second',
      better: 'higher',
      how: 'The highest rate of checkouts at which 99% were answered within 250 ms; counted when the order was final.',
      a: 61.2,
      b: 43.8,
      isHeadline: true,
    },
    {
      title: 'Requests of a mixed day',
      unit: 'a second',
      better: 'higher',
      how: 'The highest rate of the mix of a real day at which 99% were answered within 250 ms.',
      a: 412,
      b: 405,
    },
  ],
  latency: [
    {
      title: 'Product page, p99',
      unit: 'ms',
      better: 'lower',
      how: 'At 60 requests a second, counted from when each was meant to start.',
      a: 21.4,
      b: 34.9,
      isHeadline: true,
    },
    {
      title: 'Product page, p50',
      unit: 'ms',
      better: 'lower',
      how: 'The same requests.',
      a: 2.13,
      b: 4.02,
    },
    {
      title: 'Checkout until the order is final, p95',
      unit: 'ms',
      better: 'lower',
      how: 'From the click to the state that does not change any more, at 20 orders a second.',
      a: 1_240,
      b: 1_610,
    },
    {
      title: 'Placing an order, p99',
      unit: 'ms',
      better: 'lower',
      how: 'Until it was accepted, at 20 orders a second.',
      a: 384,
      b: 71.2,
      isHeadline: true,
    },
  ],
  cost: [
    {
      title: 'CPU of an order',
      unit: 'ms of CPU',
      better: 'lower',
      how: 'Processor time of all processes of the shop while orders were placed, divided by orders at their end.',
      a: 11.8,
      b: 24.1,
      isHeadline: true,
    },
    {
      title: 'Bytes between processes',
      unit: 'kB an order',
      better: 'lower',
      how: 'Sent over the loopback by processes of the shop and its databases, divided by orders at their end.',
      a: 31.6,
      b: 118,
    },
  ],
  footprint: [
    {
      title: 'Memory at rest',
      unit: 'MB',
      better: 'lower',
      how: 'Resident memory of all processes of the shop ten seconds after it was ready.',
      a: 148,
      b: 521,
      isHeadline: true,
    },
    {
      title: 'Time to ready',
      unit: 's',
      better: 'lower',
      how: 'From the start of the first process until all of them answered that they are ready.',
      a: 1.84,
      b: 2.61,
    },
  ],
  resilience: [
    {
      title: 'Browsing during a flood of checkouts, p99',
      unit: 'ms',
      better: 'lower',
      how: 'Product pages while three times as many checkouts as the shop can take were offered.',
      a: 1_920,
      b: 188,
      isHeadline: true,
    },
    {
      title: 'Failed while recommendations are slow',
      unit: '%',
      better: 'lower',
      how: 'Of all requests but those for recommendations, while each of these took 2 s more.',
      a: 0,
      b: 0,
    },
    {
      title: 'Failed while one instance is killed',
      unit: '%',
      better: 'lower',
      how: 'Of all requests, from the kill until all was as before.',
      a: 8.4,
      b: 0,
    },
  ],
  change: [
    {
      title: 'Memory of twice as much search',
      unit: 'MB more',
      better: 'lower',
      how: 'What the processes take that have to be added for twice the rate of searches.',
      a: 151,
      b: 108,
    },
    {
      title: 'Failed during a deploy of one module',
      unit: '%',
      better: 'lower',
      how: 'Of all requests, from the first process that was replaced to the last.',
      a: 0,
      b: 0,
    },
  ],
};

function comparisons(ofB: (figure: Figure) => number, spread: number): Comparison[] {
  const noisy = noise(spread, 7);
  return Object.entries(FIGURES).flatMap(([group, figures]) =>
    figures.map((figure, index): Comparison => {
      const { title, unit, better, how, isHeadline = false } = figure;
      return {
        id: `${group}.${index + 1}`,
        group: group as Group,
        title,
        unit,
        better,
        how,
        isHeadline,
        samples: { a: rounds(figure.a, noisy), b: rounds(ofB(figure), noisy) },
      };
    }),
  );
}

function sweep(
  facts: Omit<Sweep, 'points'>,
  points: readonly (readonly [at: number, a: number, b: number])[],
): Sweep {
  const noisy = noise(SPREAD, 11);
  return {
    ...facts,
    points: points.map(([at, a, b]) => ({ at, samples: { a: rounds(a, noisy), b: rounds(b, noisy) } })),
  };
}

const SWEEPS: readonly Sweep[] = [
  sweep(
    {
      id: 'latency-by-rate',
      title: 'Latency of a mixed day by its rate',
      x: 'requests a second offered',
      logarithmic: true,
      y: 'p99',
      unit: 'ms',
      better: 'lower',
      how: 'The mix of a real day at a constant rate, whatever became of the requests before.',
    },
    [
      [25, 14, 22],
      [50, 16, 24],
      [100, 24, 29],
      [200, 71, 70],
      [400, 612, 244],
      [800, 4_900, 2_710],
    ],
  ),
  sweep(
    {
      id: 'orders-by-provider',
      title: 'Accepted orders by latency of the payment provider',
      x: 'ms until the provider answers',
      logarithmic: false,
      y: 'Accepted',
      unit: 'orders a second',
      better: 'higher',
      how: 'So many customers as ever buy, each the next when the last is accepted, while the provider takes its time.',
    },
    [
      [0, 61, 44],
      [250, 58, 43.5],
      [500, 46, 44.2],
      [1_000, 31, 43.6],
      [2_000, 16, 43.1],
    ],
  ),
  sweep(
    {
      id: 'replicas',
      title: 'Search by its replicas',
      x: 'replicas',
      logarithmic: false,
      y: 'Searches',
      unit: 'a second',
      better: 'higher',
      how: 'As many searches as were answered within 250 ms, with the same processors for all replicas.',
    },
    [
      [1, 310, 268],
      [2, 521, 466],
      [4, 640, 598],
    ],
  ),
];

const recordOf = (rest: Partial<CompareRecord> = {}): CompareRecord => ({
  format: 1,
  startedAt: '2026-03-04T09:11:02.000Z',
  endedAt: '2026-03-04T09:15:44.000Z',
  plan: 'quick',
  seed: 74201,
  command: './shop compare --quick --seed 74201',
  machine: { cpu: 'AMD EPYC 7763', cores: 4, memoryGb: 16, system: 'Linux 6.12 x64' },
  versions: { node: '24.21.0', PostgreSQL: '18.4', Redis: '8.2', nginx: '1.28' },
  fence: {
    kind: 'cgroup',
    cpus: 2,
    memoryMb: 2_048,
    words:
      'Each shop with its databases, queues and gateway ran in one cgroup: two processors’ worth of time and 2,048 MB of memory for all of it. The load came from a process with a processor of its own.',
  },
  arms: [
    {
      key: 'a',
      title: 'monolith',
      topology: 'monolith',
      processes: ['nginx', 'monolith', 'postgres', 'redis'],
    },
    {
      key: 'b',
      title: 'services',
      topology: 'microservices',
      processes: ['nginx', 'catalog', 'order', 'payment', 'recommendation', 'postgres', 'redis'],
    },
  ],
  comparisons: comparisons(({ b }) => b, SPREAD),
  sweeps: SWEEPS,
  refused: [
    {
      arm: 'b',
      experiment: 'Checkout, round 3',
      because: 'The machine was noisy: the control loop took 31% longer than at rest. Done again.',
    },
    {
      arm: 'a',
      experiment: 'Mixed day, round 1',
      because: 'The generator was the bottleneck: it was busy 97% of the time. Done again.',
    },
  ],
  isComplete: true,
  ...rest,
});

/** Monolith and services, each better in some. */
export const ofBoth = (): CompareRecord => recordOf();

const ITSELF: CompareRecord['arms'] = [
  recordOf().arms[0],
  { ...recordOf().arms[0], key: 'b', title: 'monolith again' },
];

const itself = (slower: number): CompareRecord =>
  recordOf({
    arms: ITSELF,
    comparisons: comparisons(({ a, better }) => (better === 'higher' ? a / slower : a * slower), SPREAD),
    sweeps: [],
    refused: [],
    command: './shop compare --quick --against-itself --seed 74201',
  });

/** A shop and itself on a machine that can be trusted, and on one that can't. */
export const againstItself = (): CompareRecord => itself(1);
export const distrusted = (): CompareRecord => itself(1.3);

/** Stopped half way: some figures have too few rounds, some none; and nothing limits anything. */
export function brokenOff(): CompareRecord {
  const { comparisons: all, sweeps } = recordOf();
  const cut = (comparison: Comparison, n: number): Comparison => ({
    ...comparison,
    samples: { a: comparison.samples.a.slice(0, n), b: comparison.samples.b.slice(0, n) },
  });
  return recordOf({
    isComplete: false,
    fence: { kind: 'none', words: 'Nothing limited either shop: this system has no cgroups.' },
    comparisons: all
      .filter(({ group }) => group !== 'change')
      .map((comparison, index) => cut(comparison, index < 5 ? ROUNDS : index < 8 ? 3 : 0)),
    sweeps: sweeps.slice(0, 1).map((first) => ({
      ...first,
      points: first.points.map((point, index) =>
        index < 3 ? point : { ...point, samples: { a: [], b: [] } },
      ),
    })),
  });
}
