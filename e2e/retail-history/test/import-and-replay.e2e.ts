import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importCatalogue, replayHistory, type Outcome } from '../src/index.ts';
import { dirtyMonth } from './dirty-month.ts';
import { shopUnderTest } from './shop-under-test.ts';

const shop = shopUnderTest();
const month = dirtyMonth();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retail-history-'));
  await write('month.csv.gz', gzipSync(month.csv));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function reportOf<Report>(outcome: Outcome<Report>): Report {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.report;
}

const countsOf = (refused: { rule: string; count: number }[]) =>
  Object.fromEntries(refused.map(({ rule, count }) => [rule, count]));

const importing = async (files = [join(folder, 'month.csv.gz')]) =>
  reportOf(await importCatalogue({ ...shop, files }));
const replaying = async (limit?: number) =>
  reportOf(
    await replayHistory({ ...shop, files: [join(folder, 'month.csv.gz')], ...(limit ? { limit } : {}) }),
  );

describe('a real shop’s history', () => {
  it('is not replayed before its catalogue is there', async () => {
    const outcome = await replayHistory({ ...shop, files: [folder] });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'nothing_in_catalogue' } });
  });

  it('is refused whole when one of its files is malformed, and nothing of it arrives', async () => {
    const malformed = await write(
      'z-malformed.csv',
      `${month.header}\n536365,85123A,HEART,six,2010-12-01 08:26:00,1,1,EIRE\n`,
    );
    const outcome = await importCatalogue({ ...shop, files: [folder] });
    expect(outcome).toMatchObject({
      ok: false,
      refusal: {
        code: 'malformed_file',
        message: expect.stringContaining('z-malformed.csv, line 2, column 4 (Quantity)'),
      },
    });
    await rm(malformed);
    expect(await replayHistory({ ...shop, files: [folder] })).toMatchObject({
      ok: false,
      refusal: { code: 'nothing_in_catalogue' },
    });
  });

  it('gives the shop its catalogue, once', async () => {
    const first = await importing();
    expect(first).toMatchObject({ products: 2, imported: 2, alreadyThere: 0, refused: [] });
    const again = await importing();
    expect(again).toMatchObject({ products: 2, imported: 0, alreadyThere: 2, refused: [] });
  });

  it('is replayed order by order, and file, shop and provider agree to the penny', async () => {
    const { accounts, customers, sums, statuses, disagreements, alreadyThere } = await replaying();
    expect(disagreements).toEqual([]);
    expect(accounts.invoices).toMatchObject({ placed: month.orders });
    expect(countsOf(accounts.invoices.refused)).toEqual(month.refusedInvoices);
    expect(accounts.lines).toMatchObject(month.lines);
    expect(countsOf(accounts.lines.refused)).toEqual(month.refusedLines);
    expect(sums).toEqual({ file: month.revenue, shop: month.revenue, provider: month.revenue });
    expect(statuses).toEqual([
      { status: 'confirmed', failure: null, orders: month.orders, amount: month.revenue },
    ]);
    expect({ customers, alreadyThere }).toEqual({ customers: month.customers, alreadyThere: 0 });
  });

  it('is replayed once, however often it is replayed', async () => {
    const part = await replaying(10);
    expect(part).toMatchObject({ alreadyThere: 10, disagreements: [] });
    const again = await replaying();
    expect(again).toMatchObject({
      alreadyThere: month.orders,
      disagreements: [],
      sums: { file: month.revenue, shop: month.revenue, provider: month.revenue },
    });
  });

  it('does not fail for stock: what it sells beyond what is there is put on the shelf, once', async () => {
    const file = await write('next.csv', month.bigOrder);
    const report = reportOf(await replayHistory({ ...shop, files: [file] }));
    expect(report).toMatchObject({
      restocked: { products: 1, pieces: 9_000 - month.heartsLeft },
      statuses: [{ status: 'confirmed', orders: 1, amount: 9_000 * month.prices.heart }],
      disagreements: [],
    });
    const again = reportOf(await replayHistory({ ...shop, files: [file] }));
    expect(again).toMatchObject({
      restocked: { products: 0, pieces: 0 },
      alreadyThere: 1,
      disagreements: [],
    });
  });
});
