import type { Place } from '@twinshop/fault-proxy';
import { ofReplica } from '../replica.ts';
import type { Variant } from '../record/drill-record.ts';

interface Program {
  name: string;
  replicas: number;
}

/** What there is on a variant for things to go wrong on. */
export interface Grounds {
  /** Replicas by process, where there are several. */
  scale: Readonly<Record<string, number>>;
  /** Node processes of the shop itself. */
  programs: readonly Program[];
  /** What can be restarted replica by replica. */
  processes: readonly string[];
  /** What can be killed, or stand still: each replica, by its name. */
  parts: readonly string[];
  /** Ways that can misbehave, with the replicas at the beginning of each. */
  ways: readonly (Place & { replicas: number })[];
  hasQueues: boolean;
}

/** Two of each that orders pass through: so that replicas compete. */
const SCALE = { catalog: 2, order: 2, payment: 2 } as const;

const SERVICES: readonly Program[] = [
  { name: 'catalog', replicas: SCALE.catalog },
  { name: 'order', replicas: SCALE.order },
  { name: 'payment', replicas: SCALE.payment },
  { name: 'recommendation', replicas: 1 },
];

const USES = [
  ['catalog', 'postgres'],
  ['order', 'postgres'],
  ['payment', 'postgres'],
  ['catalog', 'redis'],
  ['order', 'redis'],
  ['payment', 'redis'],
  ['recommendation', 'redis'],
  ['order', 'catalog'],
  ['catalog', 'recommendation'],
  ['recommendation', 'order'],
  ['payment', 'payment-provider'],
] as const;

const replicasOf = (process: string): number => SERVICES.find(({ name }) => name === process)!.replicas;

export const grounds: Readonly<Record<Variant, Grounds>> = {
  microservices: {
    scale: SCALE,
    programs: SERVICES,
    processes: SERVICES.map(({ name }) => name),
    parts: [
      ...SERVICES.flatMap(({ name, replicas }) =>
        Array.from({ length: replicas }, (_, index) => ofReplica(name, index + 1)),
      ),
      'gateway',
      'payment-provider',
    ],
    ways: [
      ...USES.map((between) => ({ between, replicas: replicasOf(between[0]) })),
      ...['catalog', 'order'].map((before) => ({ before, replicas: replicasOf(before) })),
    ],
    hasQueues: true,
  },
  monolith: {
    scale: {},
    programs: [{ name: 'monolith', replicas: 1 }],
    processes: ['monolith'],
    parts: ['monolith', 'payment-provider'],
    ways: [
      { between: ['monolith', 'postgres'], replicas: 1 },
      { between: ['monolith', 'payment-provider'], replicas: 1 },
      { before: 'monolith', replicas: 1 },
    ],
    hasQueues: false,
  },
};
