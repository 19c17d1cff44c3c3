import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, takeSnapshot } from '@twinshop/invariants';
import { connectShop, startShop, type StartedShop } from '@twinshop/local';
import { expectPaidExactly, Shop, type Buyer, type Product } from '@twinshop/scenarios';
import { migrate } from '../src/migrate.ts';
import type { MigrationRecord } from '../src/record/migration-record.ts';
import { StateFile } from '../src/state/migration-state.ts';
import { Promised } from './promises/promised.ts';
import { ReplayedHistory } from './promises/replayed-history.ts';
import { Till, type Sale } from './promises/till.ts';

const THERE = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const WAY = [...THERE, ...THERE.slice(0, -1).reverse()];
const PROMISING: ReadonlySet<number> = new Set([0, 3, 5, 7]);
const BUYERS = 4;
const IN_STOCK = 100_000;
/** Milliseconds that the card processor takes for each charge: whenever a module moves, orders are under way. */
const CARD_TAKES_MS = 1_500;
/** Milliseconds. Tokens live for a quarter of an hour, in which each step is come to, and not always the whole way. */
const SIGNED_IN_FOR_MS = 5 * 60_000;
/** A connection that is kept may be closed at any time; that is repeated by whoever uses one. */
const CLOSED = /other side closed|ECONNRESET/;
/** Seconds of the history in a second: an order each second. */
const HISTORY_SPEED = 60;

describe('what customers were promised, at each step of the way from the monolith to the services and back', () => {
  let running: StartedShop;
  let folder: string;
  let file: StateFile;
  let shop: Shop;
  let history: ReplayedHistory;
  let buyers: Buyer[];
  let signedInAt: number;
  let product: Product;
  let sold = 0;
  const sales: Sale[] = [];
  const promises: Promised[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinshop-promises-'));
    file = new StateFile(path.join(folder, 'migration.json'));
    running = await startShop({ topology: 'step-0', products: 20, control: true });
    await signInAgain();
    product = await shop.aProduct({ stock: IN_STOCK });
    await promise();
    history = await ReplayedHistory.begin(running, folder, HISTORY_SPEED);
    await shop.provider.behave({ latencyMs: CARD_TAKES_MS });
  }, 120_000);
  afterAll(async () => {
    await shop?.close();
    await running?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const signInAgain = async (): Promise<void> => {
    await shop?.close();
    const { publicUrl: baseUrl, providerUrl, admin } = running;
    shop = await Shop.open({ baseUrl, providerUrl, admin });
    buyers = await Promise.all(Array.from({ length: BUYERS }, () => shop.aCustomer()));
    for (const promised of promises) await promised.signInAgain(shop);
    signedInAt = Date.now();
  };

  const promise = async (): Promise<void> => void promises.push(await Promised.by(shop));

  const take = (from: number, to: number): Promise<MigrationRecord> =>
    migrate({
      home: running.home,
      control: connectShop(running.home),
      file,
      begun: file.read(),
      at: from,
      to,
      observe: 1,
      rest: 0,
      shadowReads: 200,
      seed: from,
    });

  const isOver = async ({ events }: Sale): Promise<void> => {
    const final = events.heard.at(-1)!;
    // Whoever begins to listen after the end has only that to hear.
    expect([['pending', final.status], [final.status]]).toContainEqual(events.statuses);
    expect(final.failure).toEqual(final.status === 'rejected' ? { code: 'payment_declined' } : null);
    expectPaidExactly(final, await shop.provider.movementsOf(final.id));
  };

  it.each(WAY.slice(0, -1).map((from, index) => [from, WAY[index + 1]!] as const))(
    'are kept from step %i to step %i, also those that are being kept at that moment',
    async (from, to) => {
      if (Date.now() - signedInAt > SIGNED_IN_FOR_MS) await signInAgain();
      const till = new Till(running.publicUrl, product, buyers);
      const { failure, at, startedAt, pauses } = await take(from, to).finally(() => till.close());
      sales.push(...till.sales);
      sold += till.sales.filter(({ events }) => events.statuses.at(-1) === 'confirmed').length;
      expect({ failure, at }).toEqual({ failure: undefined, at: to });

      for (const { atMs } of pauses) {
        const cutOver = Date.parse(startedAt) + atMs;
        const underWay = till.sales.filter(
          ({ placedAt, endedAt }) => placedAt < cutOver && cutOver < endedAt,
        );
        expect(underWay).not.toEqual([]);
      }
      for (const sale of till.sales) await isOver(sale);
      await shop.untilStock(product, IN_STOCK - sold);

      for (const promised of promises) await promised.isKept();
      if (to === Math.max(...WAY)) await signInAgain();
      if (PROMISING.has(to)) await promise();
    },
    900_000,
  );

  it('are kept for those of a shop’s history, too: file, shop and ledger agree to the penny, and nobody was refused', async () => {
    const months = await history.end();
    for (const { disagreements, repeated } of months) {
      expect(disagreements).toEqual([]);
      expect(Object.keys(repeated).filter((why) => !CLOSED.test(why))).toEqual([]);
    }
    const replayed = (await takeSnapshot(running)).orders.filter(({ key }) => key.startsWith('uci-'));
    const sum = (of: (month: (typeof months)[number]) => number): number =>
      months.reduce((all, month) => all + of(month), 0);
    expect({
      orders: replayed.length,
      revenue: replayed.reduce((all, { total }) => all + total, 0),
    }).toEqual({
      orders: sum(({ accounts }) => accounts.invoices.placed),
      revenue: sum(({ sums }) => sums.file),
    });
  }, 900_000);

  it('have left nothing owed, and streams that ended on the way went on elsewhere', async () => {
    expect(sales.filter(({ events }) => events.streams > 1)).not.toEqual([]);
    const { invariants } = await check(running);
    expect(invariants.flatMap(({ findings }) => findings)).toEqual([]);
  }, 120_000);
});
