import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testRedis, type TestRedis } from '@twinshop/testing';
import { OrderTable, Replica } from '../projected.ts';
import { asOrder, leaveOneOut, type Hits } from './leave-one-out.ts';
import { readInvoices, type Invoice } from './read-invoices.ts';

/** Months that are only learnt from. */
const FIRST_MONTHS = 3;
const REPORT = path.resolve(import.meta.dirname, '../../../../../docs/recommendations.md');

let around: TestRedis;
let replica: Replica;
let table: OrderTable;

beforeAll(async () => {
  around = await testRedis();
  table = new OrderTable(1_000);
  replica = new Replica(around.url, table);
});
afterAll(async () => {
  replica.close();
  await around.drop();
});

const monthOf = ({ time }: Invoice): string => time.slice(0, 7);

const redisFigure = async (section: string, name: string): Promise<number> =>
  Number(new RegExp(`^${name}:(.*)$`, 'm').exec(await around.redis.info(section))![1]);

/** Milliseconds of CPU: this process's, and Redis's. */
const cpu = async (): Promise<{ here: number; redis: number }> => {
  const { user, system } = process.cpuUsage();
  const redis = (await redisFigure('cpu', 'used_cpu_user')) + (await redisFigure('cpu', 'used_cpu_sys'));
  return { here: (user + system) / 1_000, redis: redis * 1_000 };
};

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`;

const row = (name: string, { baskets, withBasket, withProduct, bestSellers }: Hits): string =>
  `| ${name} | ${baskets} | ${percent(bestSellers, baskets)} | ${percent(withBasket, baskets)} | ${(withBasket / bestSellers).toFixed(1)} | ${percent(withProduct, baskets)} | ${(withProduct / bestSellers).toFixed(1)} |`;

it('counts how often recommendations find what a basket lacks, in months that they have not seen', async () => {
  const place = process.env['HISTORY'];
  if (place === undefined) throw new Error('Say HISTORY=<file or folder of invoice lines, .csv or .csv.gz>.');
  const invoices = await readInvoices(place);
  const months = [...new Set(invoices.map(monthOf))];
  const memoryBefore = await redisFigure('memory', 'used_memory');

  let number = 0;
  const learning = { here: 0, redis: 0, lines: 0 };
  const asking = { here: 0, redis: 0, questions: 0 };
  const byMonth: [string, Hits][] = [];
  for (const [index, month] of months.entries()) {
    const ofMonth = invoices.filter((invoice) => monthOf(invoice) === month);
    if (index >= FIRST_MONTHS) {
      // It keeps best sellers for some seconds: each month has one of its own.
      const asked = new Replica(around.url, new OrderTable());
      const before = await cpu();
      const hits = await leaveOneOut(asked, ofMonth);
      const after = await cpu();
      asked.close();
      asking.here += after.here - before.here;
      asking.redis += after.redis - before.redis;
      asking.questions += 2 * hits.baskets;
      byMonth.push([month, hits]);
    }
    const before = await cpu();
    for (const invoice of ofMonth) {
      const order = asOrder(invoice, number);
      await replica.projection.take([{ kind: 'confirmed', order }]);
      table.settle({ kind: 'confirmed', order });
      number += 1;
      learning.lines += order.lines.length;
    }
    const after = await cpu();
    learning.here += after.here - before.here;
    learning.redis += after.redis - before.redis;
  }

  const memory = (await redisFigure('memory', 'used_memory')) - memoryBefore;
  const begun = performance.now();
  await (await replica.rebuild.start())!.done;
  const rebuilding = performance.now() - begun;
  const all = byMonth.reduce<Hits>(
    (sum, [, hits]) => ({
      baskets: sum.baskets + hits.baskets,
      withBasket: sum.withBasket + hits.withBasket,
      withProduct: sum.withProduct + hits.withProduct,
      bestSellers: sum.bestSellers + hits.bestSellers,
    }),
    { baskets: 0, withBasket: 0, withProduct: 0, bestSellers: 0 },
  );
  const each = (sum: number, count: number): string => (sum / count).toFixed(2);
  const report = `# How useful recommendations are

Written by \`HISTORY=<folder> npx nx run recommendation-feature:usefulness\`, on ${invoices.length.toLocaleString('en')} invoices of a real shop, ${months[0]} to ${months.at(-1)} (UCI "Online Retail", DOI 10.24432/C5BW33), through the projection in Redis that the shop runs.

For each month after the third: what was bought in the months before is known, what is bought in this one is not. One product of each basket is left out, and ten are asked for. A hit is the one left out.

| month | baskets | best sellers | asked with the rest of the basket | times as good | asked with one product | times as good |
| --- | --: | --: | --: | --: | --: | --: |
${byMonth.map(([month, hits]) => row(month, hits)).join('\n')}
${row('**all**', all)}

What it costs:

| | CPU here, ms | CPU in Redis, ms |
| --- | --: | --: |
| to take an order of ${(learning.lines / number).toFixed(0)} lines on average, alone | ${each(learning.here, number)} | ${each(learning.redis, number)} |
| to answer a question | ${each(asking.here, asking.questions)} | ${each(asking.redis, asking.questions)} |

Redis holds these ${number.toLocaleString('en')} orders (${learning.lines.toLocaleString('en')} lines) in ${(memory / 2 ** 20).toFixed(0)} MiB. A rebuild takes ${(rebuilding / 1_000).toFixed(1)} s, without what the orders' side takes to read them.
`;
  await mkdir(path.dirname(REPORT), { recursive: true });
  await writeFile(REPORT, report);
  console.log(report);
  expect(all.withBasket).toBeGreaterThan(2 * all.bestSellers);
}, 600_000);
