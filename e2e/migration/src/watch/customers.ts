import { Recorder, type History } from '@twinshop/invariants';
import { openMarket, Tally, TallyBySecond, Traffic, USUAL_RATES, type Rates } from '@twinshop/drills/traffic';
import { Random, ShopDoor, type Reply } from '@twinshop/load';
import type { RunningShop } from '@twinshop/local';
import type { Experience, Failure } from '../record/migration-record.ts';

const SCARCE_PIECES = 2_000;
const FAILURES_TOLD = 100;
const CHARACTERS_TOLD = 300;

/** Customers who look, order and look after their orders while a shop moves; each order is in the history. */
export class Customers {
  /** The first hundred requests that were not answered as they should be. */
  readonly failures: readonly Failure[];
  readonly #tally: TallyBySecond;
  readonly #door: ShopDoor;
  readonly #traffic: Traffic;
  readonly #recorder: Recorder;

  private constructor(
    door: ShopDoor,
    traffic: Traffic,
    recorder: Recorder,
    tally: TallyBySecond,
    failures: readonly Failure[],
  ) {
    this.failures = failures;
    this.#door = door;
    this.#traffic = traffic;
    this.#recorder = recorder;
    this.#tally = tally;
  }

  /**
   * Lets them in.
   * @param perSecond requests of all kinds together, in the proportions of an ordinary day
   * @param startedAt as `performance.now()` tells it: seconds are counted from it
   */
  static async of(
    shop: RunningShop,
    { perSecond, seed, startedAt }: { perSecond: number; seed: number; startedAt: number },
  ): Promise<Customers> {
    const random = new Random(seed);
    // A gateway that is told something new closes the connections that idle.
    const door = new ShopDoor(shop, { sendsAgain: true });
    const market = await openMarket(door, shop, random.fork(), SCARCE_PIECES);
    const recorder = new Recorder({ complete: false, stock: market.stock });
    const tally = new TallyBySecond(startedAt);
    const rates = ratesOf(perSecond);
    const failures: Failure[] = [];
    const traffic = new Traffic({
      door,
      market,
      rates,
      random: random.fork(),
      recorder,
      tally,
      onFailure: (endpoint, intendedAt, reply) => {
        if (failures.length < FAILURES_TOLD)
          failures.push({ atMs: intendedAt - startedAt, what: endpoint, says: inWords(reply) });
      },
    });
    traffic.begin();
    return new Customers(door, traffic, recorder, tally, failures);
  }

  /** Of the whole seconds that begin in a stretch of time. Milliseconds since the start. */
  seen(fromMs: number, toMs: number): Experience {
    const all = new Tally();
    for (const tally of this.#tally.between(fromMs, toMs).values()) all.add(tally);
    const { requests, failed, p50, p99 } = all.traffic;
    return { requests, failed, ...(requests > 0 && { p50, p99 }) };
  }

  /** Requests that were sent twice, as browsers do, since their connection was closed before an answer began. */
  get sentAgain(): number {
    return this.#door.sentAgain;
  }

  /** Whether all are answered who came in the second that begins at `atMs`. */
  areAnswered(atMs: number): boolean {
    return this.#tally.isComplete(atMs);
  }

  /** Nobody new comes; all are answered, and what became of each order is known. */
  async leave(): Promise<History> {
    await this.#traffic.end();
    await this.#traffic.resolve();
    await this.#door.close();
    return this.#recorder.history;
  }
}

function ratesOf(perSecond: number): Rates {
  const usual = Object.values(USUAL_RATES).reduce((sum, rate) => sum + rate, 0);
  return Object.fromEntries(
    Object.entries(USUAL_RATES).map(([endpoint, rate]) => [endpoint, (rate * perSecond) / usual]),
  ) as Rates;
}

const inWords = (reply: Reply): string =>
  reply.kind === 'answer' ? `${reply.status} ${reply.text.slice(0, CHARACTERS_TOLD)}` : reply.why;
