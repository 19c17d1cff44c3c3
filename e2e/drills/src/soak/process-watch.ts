import type { StartedShop } from '@twinshop/local';

/** Notices processes and servers that were replaced by new ones. */
export class ProcessWatch {
  /** When it was last asked, by whatever clock its owner has. */
  lookedAtMs = 0;
  readonly #shop: Pick<StartedShop, 'processes'>;
  #pids: ReadonlyMap<string, number>;

  constructor(shop: Pick<StartedShop, 'processes'>) {
    this.#shop = shop;
    this.#pids = this.#now();
  }

  /** @param told those that were made to end since the last look */
  endedByThemselves(told: readonly string[]): string[] {
    const before = this.#pids;
    this.#pids = this.#now();
    return [...this.#pids]
      .filter(([name, pid]) => before.get(name) !== pid && !told.includes(name))
      .map(([name]) => name);
  }

  #now(): ReadonlyMap<string, number> {
    return new Map(this.#shop.processes.map(({ name, pid }) => [name, pid]));
  }
}
