import { setTimeout as delay } from 'node:timers/promises';
import { check, Recorder, sampleStock } from '@twinshop/invariants';
import type { Mutation } from '@twinshop/mutations';
import type { Stage } from '../faults/stage.ts';
import { Random, ShopDoor } from '@twinshop/load';
import type { Variant } from '../record/drill-record.ts';
import { setStage } from '../run/set-stage.ts';
import { openMarket, type Market } from '../traffic/market.ts';
import { TallyBySecond } from '../traffic/tally.ts';
import { Traffic, type Habits, type Rates } from '../traffic/traffic.ts';
import { pendingOrders } from '../watch/pending-orders.ts';
import { grounds } from './grounds.ts';
import { isWrong } from './is-wrong.ts';
import { kindsOf } from './kinds.ts';
import { OrderCounts } from './order-counts.ts';
import { Player, type PlayingFault } from './player.ts';
import { ProcessWatch } from './process-watch.ts';
import { saveEvidence } from './save-evidence.ts';
import { scheduleOf } from './schedule.ts';
import type { PlayedFault, SoakRun } from './soak-record.ts';
import { Standstill } from './standstill.ts';

export interface Soak {
  variant: Variant;
  /** Accepted ones, after which nobody new comes. */
  orders: number;
  faults: number;
  seed: number;
  /** Only these kinds of faults; all that have a meaning unless told. */
  kinds?: readonly string[] | undefined;
  /** Guards that are taken away, or bugs that are put in, to see whether a soak finds out. */
  without?: readonly Mutation[];
  /** Where to save, if anything is wrong, what somebody needs to find out why. */
  evidenceFolder: string;
  spectator: SoakSpectator;
  signal: AbortSignal;
}

/** What is going on, for whoever watches. */
export interface SoakSpectator {
  phase(says: string): void;
  fault(fault: PlayingFault): void;
  healed(fault: PlayingFault): void;
  /** Once a second. */
  second(now: Progress): void;
}

export interface Progress {
  atMs: number;
  accepted: number;
  refused: number;
  indeterminate: number;
  pending: number | undefined;
  playing: readonly PlayingFault[];
  played: number;
}

/** Requests a second, beside orders. */
const BROWSING: Omit<Rates, 'place order'> = {
  'product page': 8,
  'related products': 3,
  recommendations: 3,
  'product list': 2,
  'read order': 5,
};
/** A fault takes about so long, with its healing: orders come so fast that they last as long as all faults. */
const FAULT_MS = 5_500;
/** Orders a second. More than the most is more than two processors have left over for, amid faults. */
const RATE = { least: 14, most: 55 } as const;

const HABITS: Habits = { declines: 0.05, wantsScarce: 0.12, cancels: 0.08, doubles: 0.06, insists: 0.5 };
/** Of each scarce product, for each order: somewhat fewer than are wanted. */
const SCARCE_PIECES_EACH = 0.04;
const LOOK_EVERY_MS = 800;
/** Looks. */
const STOCK_SAMPLED_EVERY = 6;
const STALLED_AFTER_MS = 120_000;
const DRAINED_WITHIN_MS = 60_000;

/** Soaks a shop of its own: faults by the schedule while orders flow, then rest, then the verdict; and takes it all away. */
export async function runSoak(soak: Soak): Promise<SoakRun> {
  const { variant, orders, faults, seed, kinds, without = [], spectator } = soak;
  const random = new Random(seed);
  const schedule = scheduleOf(random.fork(), { orders, faults, kinds: kindsOf(variant, kinds) });
  spectator.phase('starting the shop');
  const { stage, clear } = await setStage({
    variant,
    without,
    scenario: {
      faults: schedule.flatMap((strike) => strike.faults.map(({ fault }) => fault)),
      scale: grounds[variant].scale,
    },
  });
  try {
    return await new SoakPerformance(soak, stage, new Player(stage, schedule, spectator)).play(random);
  } finally {
    spectator.phase('stopping the shop');
    await clear();
  }
}

class SoakPerformance {
  readonly #soak: Soak;
  readonly #stage: Stage;
  readonly #player: Player;
  readonly #counts = new OrderCounts();
  readonly #problems = new Set<string>();

  constructor(soak: Soak, stage: Stage, player: Player) {
    this.#soak = soak;
    this.#stage = stage;
    this.#player = player;
  }

  async play(random: Random): Promise<SoakRun> {
    const { spectator, orders } = this.#soak;
    const { shop } = this.#stage;
    const door = new ShopDoor(shop);
    spectator.phase('customers sign up');
    const market = await openMarket(door, shop, random.fork(), Math.ceil(orders * SCARCE_PIECES_EACH));
    const recorder = new Recorder({ complete: true, stock: market.stock });
    const traffic = new Traffic({
      door,
      market,
      rates: { ...BROWSING, 'place order': rateOf(this.#soak) },
      habits: HABITS,
      random: random.fork(),
      recorder,
      tally: new TallyBySecond(performance.now()),
      onOrder: (outcome, isNews) => this.#counts.note(outcome, isNews),
    });
    try {
      spectator.phase('orders flow');
      const startedAt = Date.now();
      this.#counts.begin();
      traffic.begin();
      const watched = new AbortController();
      const watching = this.#watch(market, watched.signal);
      await this.#playAll().finally(() => watched.abort());
      await watching;
      const tookMs = this.#counts.nowMs;

      spectator.phase('nobody new comes; lost answers are asked for again');
      await traffic.end();
      await this.#player.healLeftovers();
      await traffic.resolve();
      const report = await check(shop, {
        history: recorder.history,
        drainWithinMs: DRAINED_WITHIN_MS,
        onProgress: (says) => spectator.phase(says),
      });
      const run: SoakRun = {
        variant: this.#soak.variant,
        accepted: this.#counts.accepted,
        tookMs,
        played: this.#player.played.map((fault) => withOrders(fault, recorder, startedAt)),
        seconds: this.#counts.seconds,
        problems: [...this.#problems, ...this.#player.problems],
        check: report,
      };
      if (isWrong(run)) {
        spectator.phase('saving evidence');
        await saveEvidence({ shop, check: report, history: recorder.history }, this.#soak.evidenceFolder);
      }
      return run;
    } finally {
      const ended = traffic.end();
      await door.close();
      await ended;
    }
  }

  /** Until all faults have been played, and so many orders accepted; or no more are, which would be a wait for ever. */
  async #playAll(): Promise<void> {
    const { orders } = this.#soak;
    const stalled = new AbortController();
    const signal = AbortSignal.any([this.#soak.signal, stalled.signal]);
    const standstill = new Standstill(STALLED_AFTER_MS);
    const looking = setInterval(() => {
      const isBroken = this.#player.playing.length > 0;
      if (standstill.isReached(this.#counts.accepted, isBroken, this.#counts.nowMs)) stalled.abort();
    }, LOOK_EVERY_MS);
    try {
      await this.#player.play(() => this.#counts.accepted, this.#counts, signal);
      while (this.#counts.accepted < orders) await delay(20, undefined, { signal });
    } catch (error) {
      if (this.#soak.signal.aborted || !stalled.signal.aborted) throw error;
      this.#problems.add(`No order was accepted for ${STALLED_AFTER_MS / 1_000} s, without a fault`);
    } finally {
      clearInterval(looking);
    }
  }

  /** What customers see, once a second; and, as often as that can be asked, what is pending, in stock, and who has ended. */
  async #watch({ stock }: Market, until: AbortSignal): Promise<void> {
    const { shop } = this.#stage;
    const watch = new ProcessWatch(shop);
    let pending: number | undefined;
    const telling = setInterval(() => {
      this.#counts.tick(pending);
      this.#soak.spectator.second({
        ...this.#counts.sums,
        atMs: this.#counts.nowMs,
        pending,
        playing: this.#player.playing,
        played: this.#player.played.length,
      });
    }, 1_000);
    for (let look = 0; !until.aborted; look += 1) {
      const lookedAtMs = this.#counts.nowMs;
      pending = await pendingOrders(shop);
      for (const name of watch.endedByThemselves(this.#player.endedSince(watch.lookedAtMs)))
        this.#problems.add(`${name} ended by itself, ${Math.round(lookedAtMs / 1_000)} s after the start`);
      watch.lookedAtMs = lookedAtMs;
      if (look % STOCK_SAMPLED_EVERY === 0) await this.#sample(stock);
      await delay(LOOK_EVERY_MS, undefined, { signal: until }).catch(() => undefined);
    }
    clearInterval(telling);
  }

  async #sample(stock: Market['stock']): Promise<void> {
    try {
      for (const { says } of await sampleStock(this.#stage.shop, stock))
        this.#problems.add(`Amid orders: ${says}`);
    } catch {
      // The database is away, or slow: there is another sample soon, and the checker at the end.
    }
  }
}

const rateOf = ({ orders, faults }: Soak): number =>
  Math.min(RATE.most, Math.max(RATE.least, (1_000 * orders) / (faults * FAULT_MS)));

function withOrders(
  fault: Omit<PlayedFault, 'orders' | 'unanswered'>,
  { history }: Recorder,
  startedAt: number,
): PlayedFault {
  const [from, to] = [startedAt + fault.fromMs, startedAt + fault.toMs];
  const meanwhile = history.operations.filter(
    ({ invokedAt, endedAt = Infinity }) => invokedAt <= to && endedAt >= from,
  );
  return {
    ...fault,
    orders: meanwhile.length,
    unanswered: meanwhile.filter(({ outcome }) => outcome?.kind !== 'ok' && outcome?.kind !== 'failed')
      .length,
  };
}
