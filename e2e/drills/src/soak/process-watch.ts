import type { ShopOnStage } from '../faults/stage.ts';

/** Notices processes and servers that were replaced by new ones. */
export class ProcessWatch {
  /** When it was last asked, by whatever clock its owner has. */
  lookedAtMs = 0;
  readonly #shop: Pick<ShopOnStage, 'processes'>;
  /** The last that each was known by: who is away is not somebody else yet. */
  #pids: ReadonlyMap<string, number> = new Map();

  constructor(shop: Pick<ShopOnStage, 'processes'>) {
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
    const known = this.#shop.processes.map(({ name, pid }) => [name, pid ?? this.#pids.get(name)] as const);
    return new Map(known.filter((each): each is [string, number] => each[1] !== undefined));
  }
}
