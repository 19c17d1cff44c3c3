import { randomInt } from 'node:crypto';
import path from 'node:path';
import { connectShop, type StartedShop } from '@twinshop/local';
import { actionsOf } from '../../src/engine/actions-of.ts';
import { migrate } from '../../src/migrate.ts';
import type { MigrationRecord } from '../../src/record/migration-record.ts';
import { StateFile, type MigrationState } from '../../src/state/migration-state.ts';

/** Requests a second. */
export const LOAD = 10;

/** Tells somebody as soon as an action of a step is under way for the first time. */
class WatchedFile extends StateFile {
  readonly #begins: (phase: string) => void;

  constructor(file: string, begins: (phase: string) => void) {
    super(file);
    this.#begins = begins;
  }

  override write(state: MigrationState): void {
    super.write(state);
    const { at, underWay } = state;
    if (underWay !== undefined)
      this.#begins(underWay.isRollback ? 'undo' : actionsOf(at, underWay.to)[underWay.action]!.phase);
  }
}

/**
 * Takes a shop to a step, while customers order.
 * @param first the step that it was started in
 * @param whenBegins what happens as a phase of a step begins for the first time, by the phase; `undo` is one
 */
export function take(
  shop: StartedShop,
  first: number,
  to: number,
  whenBegins: Readonly<Record<string, () => unknown>> = {},
): Promise<MigrationRecord> {
  const told = new Set<string>();
  const watched = new WatchedFile(path.join(shop.home, 'migration.json'), (phase) => {
    if (told.has(phase)) return;
    told.add(phase);
    whenBegins[phase]?.();
  });
  const begun = watched.read();
  return migrate({
    home: shop.home,
    control: connectShop(shop.home),
    file: watched,
    begun,
    at: begun?.at ?? first,
    to,
    load: LOAD,
    observe: 1,
    rest: 0,
    shadowReads: 200,
    // Of customers who have not been there before.
    seed: randomInt(1_000_000),
  });
}
