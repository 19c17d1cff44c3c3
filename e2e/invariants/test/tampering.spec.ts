import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { execa } from 'execa';
import {
  check,
  initialStock,
  sampleStock,
  violationsIn,
  type CheckOptions,
  type CheckReport,
} from '../src/index.ts';
import { newCustomer, newProduct, type Customer } from './customer.ts';
import { change, chargeAgain, inRedis, remove, serving, type Mend } from './damage.ts';

const STOCK = 100;
const PRICE = 250;

let shop: StartedShop;
let ada: Customer;
let bread: string;
/** Of bread: one that is paid, one whose card was declined, one that was taken back. */
let paid: string;
let declined: string;

async function open(variant: string): Promise<void> {
  shop = await startShop({ topology: variant, products: 10 });
  bread = await newProduct(shop, STOCK);
  ada = await newCustomer(shop, { [bread]: STOCK });
  paid = await ada.order([{ productId: bread, quantity: 2 }]);
  declined = await ada.order([{ productId: bread, quantity: 1 }], 'tok_chargeDeclined');
  const takenBack = await ada.order([{ productId: bread, quantity: 3 }]);
  await check(shop);
  await ada.cancel(takenBack);
}

/** What the checker says at once, as `1 lost order ID`. */
async function found(options: CheckOptions = {}): Promise<string[]> {
  const { history } = ada.recorder;
  const report = await check(shop, { history, drainWithinMs: 0, rebuild: false, ...options });
  return violationsIn(report)
    .map(({ invariant, word, subject: { kind, id } }) => `${invariant} ${word} ${kind} ${id}`)
    .sort();
}

/** Findings of the projection that come of one order: in the sets that it is in, and of its basket. */
const inProjection = (sets: string, basket: string, orderId: string): string[] => [
  ...['latest', `customer:${ada.id}`, `product:${bread}`].map((name) => `6 ${sets} projection ${name}`),
  `6 ${basket} projection order:${orderId}`,
];

/** What it says as long as the damage is there; afterwards it must be content again. */
async function foundWith(damage: Promise<Mend>, options?: CheckOptions): Promise<string[]> {
  const mend = await damage;
  const findings = await found(options);
  await mend();
  expect(await found()).toEqual([]);
  return findings;
}

describe.each(['monolith', 'microservices'])('the %s', (variant) => {
  const apart = variant === 'microservices';
  /** Findings of what only one of the variants has. */
  const only = (is: boolean, ...findings: string[]): string[] => (is ? findings : []);

  beforeAll(() => open(variant), 180_000);
  afterAll(() => shop?.stop(), 60_000);

  it('is without a violation before it is tampered with', async () => {
    const { history } = ada.recorder;
    const report = await check(shop, { history });
    expect(violationsIn(report)).toEqual([]);
    expect(report).toMatchObject({ variant, operations: { ok: 3, failed: 0, indeterminate: 0 } });
    expect(report.invariants.map(({ number, checked }) => [number, checked !== undefined])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, true],
      [5, apart],
      [6, apart],
    ]);
  });

  it('has begun with what there was, whoever has bought since', async () => {
    expect(await initialStock(shop)).toMatchObject({ [bread]: STOCK });
  });

  it('is found out when an order is deleted', async () => {
    const { order } = shop.databases;
    const lines: [string, string] = ['order_line', `order_id = '${paid}'`];
    const payment: [string, string] = ['payment', `order_id = '${paid}'`];
    const damage = remove(order, lines, ...(apart ? [] : [payment]), ['orders', `id = '${paid}'`]);
    expect(await foundWith(damage)).toEqual(
      [
        `1 lost order ${paid}`,
        `2 unexpected order ${paid}`,
        '2 wrong ledger all',
        ...only(!apart, `3 wrong product ${bread}`),
        ...only(apart, `3 unexpected order ${paid}`, ...inProjection('unexpected', 'unexpected', paid)),
      ].sort(),
    );
  });

  it('is found out when an order is confirmed by hand', async () => {
    const set = (status: string, code: string) =>
      `UPDATE orders SET status = '${status}', failure_code = ${code} WHERE id = '${declined}'`;
    const damage = change(
      shop.databases.order,
      set('confirmed', 'NULL'),
      set('rejected', "'payment_declined'"),
    );
    expect(await foundWith(damage)).toEqual(
      [
        // The monolith has answered that it is rejected; the services, that it is pending.
        ...only(!apart, `1 wrong order ${declined}`),
        `2 wrong order ${declined}`,
        '2 wrong ledger all',
        ...only(!apart, `3 wrong product ${bread}`),
        ...only(apart, `3 wrong order ${declined}`, ...inProjection('wrong', 'lost', declined)),
      ].sort(),
    );
  });

  it('is found out when an order is left without an end', async () => {
    // Nobody takes it up in the next hour.
    const set = (status: string, hours: number) =>
      `UPDATE orders SET status = '${status}', next_attempt_at = now() + interval '${hours} hours' WHERE id = '${paid}'`;
    const damage = change(shop.databases.order, set('pending', 1), set('confirmed', 0));
    expect(await foundWith(damage)).toEqual(
      [
        `1 stuck order ${paid}`,
        ...only(!apart, `1 wrong order ${paid}`),
        `2 wrong order ${paid}`,
        '2 wrong ledger all',
        ...only(apart, `3 wrong order ${paid}`, ...inProjection('unexpected', 'unexpected', paid)),
        `4 stuck order ${paid}`,
      ].sort(),
    );
  });

  it('is found out when an order has other lines', async () => {
    const set = (quantity: number) =>
      `UPDATE order_line SET quantity = ${quantity} WHERE order_id = '${paid}'`;
    expect(await foundWith(change(shop.databases.order, set(1), set(2)))).toEqual(
      [
        `1 wrong order ${paid}`,
        `2 wrong order ${paid}`,
        ...only(!apart, `3 wrong product ${bread}`),
        ...only(apart, `3 wrong order ${paid}`),
      ].sort(),
    );
  });

  it('is found out when pieces disappear, of products whose first stock is known', async () => {
    const { catalog } = shop.databases;
    const take = (pieces: number, where: string) => `UPDATE stock SET on_hand = on_hand - ${pieces} ${where}`;
    const here = `WHERE product_id = '${bread}'`;
    expect(await foundWith(change(catalog, take(1, here), take(-1, here)))).toEqual([
      `3 wrong product ${bread}`,
    ]);
    const generated = `FROM product WHERE id = product_id AND sku LIKE 'TS-%'`;
    expect(await foundWith(change(catalog, take(1, generated), take(-1, generated)))).toHaveLength(10);
  });

  it('is seen to sell what is not there, also while it sells', async () => {
    const { catalog } = shop.databases;
    const guard = 'stock_not_negative';
    const mend = await change(
      catalog,
      `ALTER TABLE stock DROP CONSTRAINT ${guard}; UPDATE stock SET on_hand = -1 WHERE product_id = '${bread}'`,
      `UPDATE stock SET on_hand = ${STOCK - 2} WHERE product_id = '${bread}';
       ALTER TABLE stock ADD CONSTRAINT ${guard} CHECK (on_hand >= 0)`,
    );
    expect(await sampleStock(shop)).toMatchObject([{ word: 'wrong', subject: { id: bread } }]);
    await mend();
    expect(await sampleStock(shop, { [bread]: STOCK })).toEqual([]);
    expect(await sampleStock(shop, { [bread]: STOCK + 1 })).toMatchObject([{ subject: { id: bread } }]);
  });

  it('is found out when a payment or a refund is left undone', async () => {
    const set = (status: string) =>
      `UPDATE payment SET status = '${status}', next_attempt_at = now() + interval '1 hour' WHERE order_id = '${paid}'`;
    for (const status of ['pending', 'refund_due'])
      expect(await foundWith(change(shop.databases.payment, set(status), set('captured')))).toEqual([
        `4 stuck order ${paid}`,
      ]);
  });

  if (apart) onlyApart();

  it('is judged by the command, whose history is a file', async () => {
    const { status, report } = await command(['--history', await historyFile()]);
    expect(status).toBe(0);
    expect(report).toMatchObject({ variant, operations: { ok: 3 } });
    expect(violationsIn(report)).toEqual([]);
  });

  // What follows is not mended.

  it('is found out when an order is placed that nobody here asked for', async () => {
    const unseen = await ada.orderUnseen([{ productId: bread, quantity: 1 }]);
    expect(await found({ drainWithinMs: 40_000 })).toEqual([`1 unexpected order ${unseen}`]);
  });

  it('is named by the command, which fails', async () => {
    const { status, output, report } = await command(['--no-rebuild', '--history', await historyFile()]);
    expect(status).toBe(1);
    const [unseen] = violationsIn(report);
    expect(output).toContain('1 violation');
    expect(output).toContain(unseen!.says);
  });

  it('is found out when money is taken twice, and for nothing', async () => {
    await chargeAgain(shop, paid, 2 * PRICE);
    await chargeAgain(shop, declined, PRICE);
    await chargeAgain(shop, 'nothing', PRICE);
    expect((await found()).filter((each) => !each.startsWith('1 unexpected'))).toEqual(
      [
        `2 duplicated order ${paid}`,
        `2 wrong order ${paid}`,
        `2 wrong order ${declined}`,
        '2 unexpected order nothing',
        '2 wrong ledger all',
      ].sort(),
    );
  });

  it('is not at rest while what was captured late is not taken back', async () => {
    await change(
      shop.databases.payment,
      `UPDATE payment SET status = 'abandoned', next_attempt_at = now() + interval '1 hour' WHERE order_id = '${declined}'`,
      '',
    );
    expect(await found()).toContain(`4 stuck order ${declined}`);
  });
});

async function historyFile(): Promise<string> {
  const file = path.join(shop.home, 'history.json');
  await writeFile(file, JSON.stringify(ada.recorder.history));
  return file;
}

async function command(options: readonly string[]) {
  const file = path.join(shop.home, 'check.json');
  const main = path.resolve(import.meta.dirname, '../src/main.ts');
  const words = [main, '--home', shop.home, '--json', file, ...options];
  const run = await execa(process.execPath, ['--conditions=@twinshop/source', ...words], { reject: false });
  const report = JSON.parse(await readFile(file, 'utf8')) as CheckReport;
  return { status: run.exitCode, output: run.stdout, report };
}

function onlyApart(): void {
  it('is not judged while a part is away', async () => {
    await shop.killProcess('redis');
    await expect(found()).rejects.toThrow('Redis does not answer');
    await shop.restart('redis');
    expect(violationsIn(await check(shop))).toEqual([]);
  });

  it('is found out when stock stays reserved', async () => {
    const set = (status: string) => `UPDATE reservation SET status = '${status}' WHERE order_id = '${paid}'`;
    expect(await foundWith(change(shop.databases.catalog, set('reserved'), set('sold')))).toEqual([
      `3 wrong order ${paid}`,
      `4 stuck order ${paid}`,
    ]);
  });

  it('is found out when an inbox has no note of a message', async () => {
    const first = "event_id = (SELECT min(event_id::text) FROM inbox WHERE consumer LIKE 'catalog%')::uuid";
    const damage = remove(shop.databases.catalog, ['inbox', first]);
    expect(await foundWith(damage)).toEqual([expect.stringMatching(/^5 lost message [0-9a-f-]{36}$/)]);
  });

  it('is found out when an inbox notes what nobody sent', async () => {
    const sent =
      "event_id = (SELECT min(event_id::text) FROM outbox WHERE type = 'catalog.reserve-stock.v1')::uuid";
    const damage = remove(shop.databases.order, ['outbox', sent]);
    expect(await foundWith(damage)).toEqual([expect.stringMatching(/^5 unexpected message [0-9a-f-]{36}$/)]);
  });

  it('is found out when a message is dead', async () => {
    const dead = 'bull:payment:failed';
    const damage = inRedis(
      shop,
      (redis) => redis.zadd(dead, Date.now(), 'a-dead-letter'),
      (redis) => redis.zrem(dead, 'a-dead-letter'),
    );
    expect(await foundWith(damage)).toEqual(['4 stuck message a-dead-letter']);
  });

  it('is found out when its projection lacks a basket, and has another', async () => {
    const at = `{recommendation}:${await serving(shop)}:`;
    // The rebuilt one takes its place.
    const damage = inRedis(shop, async (redis) => {
      await redis.del(`${at}order:${paid}`);
      await redis.zadd(`${at}product:${bread}`, 0, declined);
    });
    expect(await foundWith(damage, { rebuild: true })).toEqual([
      `6 lost projection order:${paid}`,
      `6 wrong projection product:${bread}`,
    ]);
  });

  it('is found out when a message has not left its outbox, or is to leave it again', async () => {
    // A relay would send it at once.
    await shop.killProcess('catalog');
    const set = (to: string) =>
      `UPDATE outbox SET published_at = ${to} WHERE event_id = (SELECT min(event_id::text) FROM outbox)::uuid`;
    const stuck = [expect.stringMatching(/^4 stuck message [0-9a-f-]{36}$/)];
    expect(await foundWith(change(shop.databases.catalog, set('NULL'), set('now()')))).toEqual(stuck);
    const lost = change(
      shop.databases.catalog,
      'INSERT INTO outbox_lost SELECT min(event_id::text)::uuid FROM outbox',
      'DELETE FROM outbox_lost',
    );
    expect(await foundWith(lost)).toEqual(stuck);
    await shop.restart('catalog');
  });
}
