import type { Random } from '@twinshop/load';
import type { Blow, Kind } from './kinds.ts';
import { touches } from './touches.ts';

/** A fault of the schedule. JSON as it is. */
export interface ScheduledFault extends Blow {
  kind: string;
  /** Milliseconds after its strike began. */
  afterMs: number;
}

/** What goes wrong at one time: one fault, or two that overlap. The next begins when all of it is healed. */
export interface Strike {
  /** Once so many orders have been accepted. */
  afterOrders: number;
  faults: readonly ScheduledFault[];
}

export interface ScheduleWishes {
  /** Accepted orders, over which the faults are spread. */
  orders: number;
  faults: number;
  kinds: readonly Kind[];
}

const DOUBLE_SHARE = 0.25;
/** Orders before the first strike and after the last one, as shares of all. */
const QUIET_SHARE = 0.03;
const TRIES = 20;

/**
 * Faults evenly over the orders, each strike somewhere in its share of them: the same seed, the same schedule. When they
 * come is told by orders, not by the clock, so that a slow machine sees the same.
 * @throws RangeError where there is no kind of fault
 */
export function scheduleOf(random: Random, { orders, faults, kinds }: ScheduleWishes): Strike[] {
  const deck = new Deck(random, kinds);
  const strikes: ScheduledFault[][] = [];
  for (let left = faults; left > 0; left -= strikes.at(-1)!.length) {
    const first = deck.deal(() => true)!;
    const second = left > 1 && random.happens(DOUBLE_SHARE) ? deck.deal(goesWith(first)) : undefined;
    strikes.push(second === undefined ? [first] : [first, { ...second, afterMs: during(first, random) }]);
  }
  const [from, to] = [orders * QUIET_SHARE, orders * (1 - QUIET_SHARE)];
  const share = (to - from) / strikes.length;
  return strikes.map((all, nth) => ({
    afterOrders: Math.round(from + share * (nth + random.between(0, 1))),
    faults: all,
  }));
}

/** Deals every kind as often as its weight says before any comes more often: chance alone would leave some out. */
class Deck {
  readonly #random: Random;
  readonly #kinds: readonly Kind[];
  #cards: Kind[] = [];

  constructor(random: Random, kinds: readonly Kind[]) {
    if (kinds.length === 0) throw new RangeError('There is no kind of fault that has a meaning here.');
    this.#random = random;
    this.#kinds = kinds;
  }

  /** @returns undefined where no suitable one turned up; nothing is taken then */
  deal(suits: (fault: ScheduledFault) => boolean): ScheduledFault | undefined {
    if (this.#cards.length === 0)
      this.#cards = this.#kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
    for (let tried = 0; tried < TRIES; tried += 1) {
      const place = this.#random.below(this.#cards.length);
      const { name, draw } = this.#cards[place]!;
      const fault = { kind: name, ...draw(this.#random), afterMs: 0 };
      if (!suits(fault)) continue;
      this.#cards.splice(place, 1);
      return fault;
    }
    return undefined;
  }
}

const goesWith =
  (first: ScheduledFault) =>
  ({ fault }: ScheduledFault): boolean =>
    touches(fault).every((each) => !touches(first.fault).includes(each));

const during = ({ forMs }: ScheduledFault, random: Random): number =>
  Math.round(random.between(0, 0.8) * forMs);
