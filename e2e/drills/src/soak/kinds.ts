import type { Fault as LinkFault } from '@twinshop/fault-proxy';
import type { FailpointSettings } from '@twinshop/mutations';
import type { Fault, ProviderBehaviour } from '../faults/fault.ts';
import type { Random } from '@twinshop/load';
import type { Variant } from '../record/drill-record.ts';
import { grounds, type Grounds } from './grounds.ts';

/** A fault with the time that it lasts. */
export interface Blow {
  fault: Fault;
  /** Milliseconds from when it has happened to when it is healed. */
  forMs: number;
}

/** One kind of fault that a soak deals out. */
export interface Kind {
  name: string;
  /** Cards in the deck: how often it comes, beside the others. */
  weight: number;
  /** One of the kind, on whatever part chance picks. */
  draw: (random: Random) => Blow;
}

const SHORT_MS = [500, 3_000] as const;
const USUAL_MS = [500, 8_000] as const;
/** A lock on a message lasts 5 s (RELIABILITY.md): who is away for longer comes back from the dead. */
const LONGER_THAN_A_LOCK_MS = [6_000, 9_000] as const;
const LONG_SHARE = 0.1;
const LONG_MS = [9_000, 15_000] as const;

/** All kinds that have a meaning on a variant, or those of these names. @throws Error for a name that none has */
export function kindsOf(variant: Variant, names?: readonly string[]): Kind[] {
  const all = allOf(grounds[variant]);
  const unknown = names?.find((name) => !KIND_NAMES.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no kind of fault "${unknown}". There are: ${KIND_NAMES.join(', ')}.`);
  return names === undefined ? all : all.filter(({ name }) => names.includes(name));
}

function allOf(on: Grounds): Kind[] {
  const part = (random: Random): string => random.pick(on.parts);
  const kinds: Kind[] = [
    kind('process-killed', 4, SHORT_MS, (random) => ({ kind: 'kill', part: part(random) })),
    kind('killed-again-and-again', 1, USUAL_MS, (random) => ({
      kind: 'kill',
      part: part(random),
      everyMs: 3_000,
    })),
    kind('process-paused', 2, USUAL_MS, (random) => ({ kind: 'pause', part: part(random) })),
    kind('postgres-killed', 1, SHORT_MS, () => ({ kind: 'kill', part: 'postgres' })),
    kind('table-locked', 1, USUAL_MS, (random) => ({ kind: 'lock', ...random.pick(TABLES) })),
    kind('rolling-restart', 1, SHORT_MS, (random) => ({ kind: 'roll', process: random.pick(on.processes) })),
    link(on, 'slow-line', 2, (random) => ({
      kind: 'latency',
      ms: Math.round(random.between(20, 1_500)),
      jitterMs: Math.round(random.between(0, 500)),
    })),
    link(on, 'narrow-line', 1, (random) => ({
      kind: 'bandwidth',
      bytesPerSecond: Math.round(random.between(500, 20_000)),
    })),
    link(on, 'black-hole', 3, () => ({ kind: 'blackhole' })),
    link(on, 'connections-reset', 2, () => ({ kind: 'reset' })),
    link(on, 'replies-cut', 1, (random) => ({
      kind: 'cut',
      afterBytes: Math.round(random.between(1, 4_000)),
    })),
    link(on, 'line-flapping', 1, () => ({
      kind: 'flapping',
      everyMs: 400,
      faults: [{ kind: 'blackhole' }],
    })),
    provider('provider-slow', (random) => ({
      latencyMs: Math.round(random.between(500, 6_000)),
      jitterMs: Math.round(random.between(0, 2_000)),
    })),
    provider('provider-fails', (random) => ({ errorRate: random.between(0.3, 1) })),
    provider('provider-loses-replies', (random) => ({ loseReplyRate: random.between(0.3, 1) })),
    provider('provider-down', () => ({ down: true })),
    within(on, 'event-loop-blocked', LONGER_THAN_A_LOCK_MS, (_, forMs) => ({ block: { forMs } })),
    within(on, 'clock-wrong', USUAL_MS, (random) => ({
      clock: { aheadMs: Math.round(random.between(-300_000, 600_000)) },
    })),
  ];
  if (!on.hasQueues) return kinds;
  return [
    ...kinds,
    kind('redis-killed', 2, SHORT_MS, () => ({ kind: 'kill', part: 'redis' })),
    kind('redis-paused', 1, USUAL_MS, () => ({ kind: 'pause', part: 'redis' })),
    kind('redis-forgets', 1, SHORT_MS, () => ({ kind: 'flush' })),
    kind('poison-messages', 1, SHORT_MS, (random) => ({
      kind: 'poison',
      queue: random.pick(QUEUES),
      count: 1 + random.below(5),
    })),
    kind('gateway-reloaded', 1, SHORT_MS, () => ({ kind: 'reload', times: 3, everyMs: 200 })),
  ];
}

const TABLES = [
  { module: 'catalog', table: 'stock' },
  { module: 'order', table: 'orders' },
  { module: 'payment', table: 'payment' },
] as const;
const QUEUES = ['catalog', 'order', 'payment', 'recommendation'] as const;

type Milliseconds = readonly [from: number, to: number];

function kind(
  name: string,
  weight: number,
  lasts: Milliseconds,
  draw: (random: Random, forMs: number) => Fault,
): Kind {
  return {
    name,
    weight,
    draw(random) {
      const [from, to] = lasts === USUAL_MS && random.happens(LONG_SHARE) ? LONG_MS : lasts;
      // Squared: most are short, as most outages are.
      const forMs = Math.round(from + (to - from) * random.between(0, 1) ** 2);
      return { fault: draw(random, forMs), forMs };
    },
  };
}

const link = (on: Grounds, name: string, weight: number, draw: (random: Random) => LinkFault): Kind =>
  kind(name, weight, USUAL_MS, (random) => {
    const { replicas, ...way } = random.pick(on.ways);
    const replica = replicas > 1 && random.happens(0.5) ? { replica: 1 + random.below(replicas) } : {};
    return { kind: 'link', ...way, ...replica, fault: draw(random) };
  });

const provider = (name: string, draw: (random: Random) => ProviderBehaviour): Kind =>
  kind(name, 1, USUAL_MS, (random) => ({ kind: 'provider', behaviour: draw(random) }));

const within = (
  on: Grounds,
  name: string,
  lasts: Milliseconds,
  draw: (random: Random, forMs: number) => Partial<FailpointSettings>,
): Kind =>
  kind(name, 2, lasts, (random, forMs) => {
    const { name: process, replicas } = random.pick(on.programs);
    return { kind: 'failpoint', process, replica: 1 + random.below(replicas), set: draw(random, forMs) };
  });

/** Of either variant. */
export const KIND_NAMES: readonly string[] = allOf(grounds.microservices).map(({ name }) => name);
