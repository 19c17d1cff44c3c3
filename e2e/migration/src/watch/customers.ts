import { Recorder, type History } from '@twinshop/invariants';
import { openMarket, TallyBySecond, Traffic, USUAL_RATES, type Rates } from '@twinshop/drills/traffic';
import { Random, ShopDoor } from '@twinshop/load';
import type { RunningShop } from '@twinshop/local';

const SCARCE_PIECES = 2_000;

/** Customers who look, order and look after their orders while a shop moves; each order is in the history. */
export class Customers {
  readonly tally: TallyBySecond;
  readonly #door: ShopDoor;
  readonly #traffic: Traffic;
  readonly #recorder: Recorder;

  private constructor(door: ShopDoor, traffic: Traffic, recorder: Recorder, tally: TallyBySecond) {
    this.#door = door;
    this.#traffic = traffic;
    this.#recorder = recorder;
    this.tally = tally;
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
    const door = new ShopDoor(shop);
    const market = await openMarket(door, shop, random.fork(), SCARCE_PIECES);
    const recorder = new Recorder({ complete: false, stock: market.stock });
    const tally = new TallyBySecond(startedAt);
    const rates = ratesOf(perSecond);
    const traffic = new Traffic({ door, market, rates, random: random.fork(), recorder, tally });
    traffic.begin();
    return new Customers(door, traffic, recorder, tally);
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
