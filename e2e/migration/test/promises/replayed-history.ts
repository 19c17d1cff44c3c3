import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningShop } from '@twinshop/local';
import {
  importCatalogue,
  replayHistory,
  smallMonth,
  type Outcome,
  type ReplayReport,
  type Speed,
} from '@twinshop/retail-history';

type Target = Pick<RunningShop, 'publicUrl' | 'providerUrl' | 'admin'>;

/** A history whose first month a shop has from the beginning, and whose next months are replayed while it moves. */
export class ReplayedHistory {
  readonly #shop: Target;
  readonly #folder: string;
  readonly #months: ReplayReport[] = [];
  #replaying: Promise<void> = Promise.resolve();
  #ends = false;

  private constructor(shop: Target, folder: string) {
    this.#shop = shop;
    this.#folder = folder;
  }

  /** @param speed seconds of the next months in a second */
  static async begin(shop: Target, folder: string, speed: Speed): Promise<ReplayedHistory> {
    const history = new ReplayedHistory(shop, folder);
    const files = [await history.#file(0)];
    reportOf(await importCatalogue({ files, baseUrl: shop.publicUrl, admin: shop.admin }));
    await history.#replay(0, 'max');
    history.#replaying = history.#goOn(speed);
    return history;
  }

  /** @returns what became of each month, once the last has come to its end */
  async end(): Promise<readonly ReplayReport[]> {
    this.#ends = true;
    await this.#replaying;
    return this.#months;
  }

  async #goOn(speed: Speed): Promise<void> {
    for (let month = 1; !this.#ends; month += 1) await this.#replay(month, speed);
  }

  async #replay(month: number, speed: Speed): Promise<void> {
    const { publicUrl: baseUrl, providerUrl, admin } = this.#shop;
    const files = [await this.#file(month)];
    this.#months.push(reportOf(await replayHistory({ files, baseUrl, providerUrl, admin, speed })));
  }

  async #file(month: number): Promise<string> {
    const file = path.join(this.#folder, `month-${month}.csv`);
    await writeFile(file, smallMonth(month));
    return file;
  }
}

function reportOf<Report>(outcome: Outcome<Report>): Report {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.report;
}
