import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { initialStock, Recorder, takeSnapshot } from '@twinshop/invariants';
import { startShop, type StartedShop } from '@twinshop/local';
import { importCatalogue, replayHistory, smallMonth, type Outcome } from '@twinshop/retail-history';
import { microservices } from '@twinshop/topologies';
import { extent } from '../src/config.ts';
import { expectNoViolation } from './shop-that-recovers.ts';

const REPLAYED_WITHIN_MS = 3_600_000;

let shop: StartedShop;
let files: string[];

beforeAll(async () => {
  shop = await startShop({ topology: microservices, durable: true });
  const { history = path.join(shop.home, 'month.csv') } = extent();
  if (extent().history === undefined) await writeFile(history, smallMonth());
  files = [history];
}, 180_000);
afterAll(() => shop?.stop(), 60_000);

it(
  'A history that was replayed on the services leaves nothing owed',
  async () => {
    const { publicUrl: baseUrl, providerUrl, admin } = shop;
    reportOf(await importCatalogue({ files, baseUrl, admin }));
    const stock = await initialStock(shop);

    const { accounts, sums, statuses, disagreements } = reportOf(
      await replayHistory({ files, baseUrl, providerUrl, admin }),
    );
    expect(disagreements).toEqual([]);
    expect(statuses).toMatchObject([{ status: 'confirmed', orders: accounts.invoices.placed }]);
    expect(sums).toEqual({ file: sums.file, shop: sums.file, provider: sums.file });

    await expectNoViolation(shop, { history: new Recorder({ stock }).history });
    expect((await takeSnapshot(shop)).orders).toHaveLength(accounts.invoices.placed);
  },
  REPLAYED_WITHIN_MS,
);

function reportOf<Report>(outcome: Outcome<Report>): Report {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.report;
}
