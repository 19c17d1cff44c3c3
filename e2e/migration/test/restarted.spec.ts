import { randomInt } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '@twinshop/invariants';
import { actionsOf } from '../src/engine/actions-of.ts';
import { StateFile, type MigrationState } from '../src/state/migration-state.ts';
import { Migrator } from './migrator/migrator.ts';
import { placeOrders, type Placed } from './migrator/place-orders.ts';
import { TerminalShop } from './migrator/terminal-shop.ts';

const ORDERS = 20;
/** What ./shop migrate exits with. */
const ARRIVED = 0;
const STOPPED = 130;

/**
 * After which actions it is stopped: each of those by which modules are taken apart in one database and put together again, of
 * other steps the first of each phase. After the last one, the step is reached.
 */
function stopsAmid(from: number, to: number): string[] {
  const actions = actionsOf(from, to).slice(0, -1);
  const chosen =
    Math.max(from, to) === 2
      ? actions
      : actions.filter(({ phase }, nth) => nth > 0 && phase !== actions[nth - 1]!.phase);
  return chosen.map(({ phase, says }) => `${phase.padEnd(9)} ${says}`);
}

describe('a shop that is stopped amid a step, and started again', () => {
  let shop: TerminalShop;
  /** Since the last step. */
  let placed: Placed[];

  const startAt = (step: number): void => {
    beforeAll(async () => {
      shop = await TerminalShop.on(`step-${step}`);
      placed = [];
      await order();
    }, 300_000);
    afterAll(() => shop?.discard(), 60_000);
  };

  const state = (): MigrationState | undefined =>
    new StateFile(path.join(shop.home, 'migration.json')).read();

  const migrate = async (
    to: number,
    wanted: number,
    onAction?: (says: string, migrator: Migrator) => void,
  ): Promise<void> => {
    const words = ['--to', String(to), '--observe', '1', '--shadow-reads', '200'];
    const migrator = new Migrator(shop.home, words, (says) => onAction?.(says, migrator));
    const { exitCode, output } = await migrator.ended;
    if (exitCode !== wanted) throw new Error(`./shop migrate ended with ${exitCode}:\n${output}`);
  };

  const order = async (): Promise<void> => {
    placed.push(await placeOrders(shop.running, ORDERS, randomInt(1_000_000)));
  };

  /** Both are stopped by Ctrl-C, and customers order in the shop that is started then. */
  const stopAmid = async (action: string, from: number, to: number): Promise<void> => {
    await migrate(to, STOPPED, (says, migrator) => {
      if (says === action) migrator.kill('SIGINT');
    });
    expect(state()).toMatchObject({ at: from, underWay: { to } });
    await shop.down();
    const started = await shop.up(`step-${state()!.underWay!.startAt}`);
    expect(started).toContain(`A migration was stopped amid step ${to}`);
    await order();
  };

  const isWhole = async (at: number): Promise<void> => {
    expect(state()).toMatchObject({ at, to: at });
    expect(state()).not.toHaveProperty('underWay');
    await order();
    for (const { orders, read } of placed) {
      expect(new Set(orders.map(({ status }) => status))).toEqual(new Set(['confirmed']));
      expect(await read()).toEqual(orders);
    }
    placed = [];
    const { invariants } = await check(shop.running);
    expect(invariants.filter(({ findings }) => findings.length > 0)).toEqual([]);
  };

  describe('and goes on', () => {
    startAt(1);

    it.each([
      [1, 2],
      [2, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 5],
      [5, 4],
    ])(
      'comes from step %i to step %i, with all its data, whenever that was',
      async (from, to) => {
        for (const action of stopsAmid(from, to)) await stopAmid(action, from, to);
        await migrate(to, ARRIVED);
        await isWhole(to);
      },
      1_800_000,
    );
  });

  describe.each([
    [1, [2]],
    [2, [1]],
    [4, [5, 3]],
    [5, [4]],
  ])('and is to stay at step %i', (at, steps) => {
    startAt(at);

    it.each(steps)(
      'is there again, with all its data, whenever the one to step %i was left',
      async (to) => {
        for (const action of stopsAmid(at, to)) {
          await stopAmid(action, at, to);
          await migrate(at, ARRIVED);
          await isWhole(at);
        }
      },
      1_800_000,
    );
  });
});
