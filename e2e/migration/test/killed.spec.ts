import { randomInt } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '@twinshop/invariants';
import { Random } from '@twinshop/load';
import { startShop, type StartedShop } from '@twinshop/local';
import { actionsOf } from '../src/engine/actions-of.ts';
import { StateFile } from '../src/state/migration-state.ts';
import { Customers } from '../src/watch/customers/customers.ts';
import { killInEveryAction } from './migrator/kill-in-every-action.ts';

const LOAD = 20;
const DRAINED_WITHIN_MS = 60_000;

describe('a migrator that is killed in every action of every step', () => {
  let shop: StartedShop;
  let file: StateFile;

  beforeAll(async () => {
    shop = await startShop({ topology: 'step-0', products: 200, control: true });
    file = new StateFile(path.join(shop.home, 'migration.json'));
  }, 120_000);
  afterAll(() => shop?.stop());

  it.each([
    [0, 7],
    [7, 0],
  ])(
    'is gone on from each time, and no customer notices, from step %i to step %i',
    async (from, to) => {
      const seed = randomInt(1_000_000);
      const customers = await Customers.of(shop, {
        perSecond: LOAD,
        seed,
        startedAt: performance.now(),
      });
      const words = ['--to', String(to), '--observe', '1', '--shadow-reads', '200'];
      const kills = await killInEveryAction(shop.home, file, words, new Random(seed));
      const { invariants } = await check(shop, {
        history: await customers.leave(),
        drainWithinMs: DRAINED_WITHIN_MS,
      });
      const { requests, p99 = 0 } = customers.seen(0, Infinity);
      console.info(
        `seed ${seed}: ${kills.places.length} kills, ${requests} requests, p99 ${Math.round(p99)} ms; held for ${kills.pauses.join(', ')} ms`,
      );
      expect(file.read()?.at).toBe(to);
      expect(actionsBetween(from, to).filter((action) => !kills.places.includes(action))).toEqual([]);
      expect(customers.failures).toEqual([]);
      expect(invariants.filter(({ findings }) => findings.length > 0)).toEqual([]);
      expect(kills.pauses.filter((ms) => ms > 1_000)).toEqual([]);
    },
    3_600_000,
  );
});

/** Each as the kills name their places. */
function actionsBetween(from: number, to: number): string[] {
  const direction = Math.sign(to - from);
  return Array.from({ length: Math.abs(to - from) }, (_, nth) => from + nth * direction).flatMap((at) =>
    actionsOf(at, at + direction).map(
      ({ phase, says }) => `${at} → ${at + direction}: ${phase.padEnd(9)} ${says}`,
    ),
  );
}
