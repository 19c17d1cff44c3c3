import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { StateFile } from '../src/state/migration-state.ts';
import { Customers } from '../src/watch/customers/customers.ts';
import { Migrator, type Ended } from './migrator/migrator.ts';
import { placeOrders } from './migrator/place-orders.ts';

const ORDERS = 1_000;
/** Requests a second. */
const LOAD = 20;
const DRAINED_WITHIN_MS = 60_000;

describe('going back after a thousand orders in the new place', () => {
  let shop: StartedShop;

  beforeAll(async () => {
    shop = await startShop({ topology: 'step-3', products: 200, control: true });
  }, 180_000);
  afterAll(() => shop?.stop());

  const take = async (to: number): Promise<Ended & { servesAfterMs: number; endsAfterMs: number }> => {
    const begunAt = performance.now();
    let servesAfterMs = Infinity;
    const words = ['--to', String(to), '--observe', '1', '--shadow-reads', '200'];
    const migrator = new Migrator(shop.home, words, (says) => {
      if (says.startsWith('observe')) servesAfterMs = performance.now() - begunAt;
    });
    const ended = await migrator.ended;
    return { ...ended, servesAfterMs, endsAfterMs: performance.now() - begunAt };
  };

  it.each([4, 5, 6])(
    'to the step before step %i takes less than half a minute and loses none of them',
    async (step) => {
      expect(await take(step)).toMatchObject({ exitCode: 0 });
      const placed = await placeOrders(shop, ORDERS, step);
      const customers = await Customers.of(shop, {
        perSecond: LOAD,
        seed: 10 + step,
        startedAt: performance.now(),
      });
      const back = await take(step - 1);
      const history = await customers.leave();
      console.info(
        `step ${step} → ${step - 1}: served after ${Math.round(back.servesAfterMs)} ms, reached after ${Math.round(back.endsAfterMs)} ms, held for ${back.pauses.join()} ms`,
      );
      expect(back).toMatchObject({ exitCode: 0 });
      expect(new StateFile(path.join(shop.home, 'migration.json')).read()?.at).toBe(step - 1);
      expect(new Set(placed.orders.map(({ status }) => status))).toEqual(new Set(['confirmed']));
      expect(await placed.read()).toEqual(placed.orders);
      expect(customers.failures).toEqual([]);
      const { invariants } = await check(shop, { history, drainWithinMs: DRAINED_WITHIN_MS });
      expect(invariants.filter(({ findings }) => findings.length > 0)).toEqual([]);
      expect(back.endsAfterMs).toBeLessThan(30_000);
    },
    900_000,
  );
});
