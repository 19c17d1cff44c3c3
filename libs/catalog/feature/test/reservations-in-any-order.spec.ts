import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReleaseStock, ReserveStock } from '@twinshop/catalog-contracts';
import { OrderConfirmed } from '@twinshop/order-contracts';
import { newId } from '@twinshop/platform/values';
import { aProduct, add, startCatalog, type CatalogProcess } from './catalog-process.ts';
import {
  answersTo,
  deliver,
  orderConfirmed,
  piecesOf,
  releasesOf,
  releaseStock,
  reserveStock,
  type StockMessage,
} from './stock-orders.ts';

const ORDERS = 40;
const STOCK = 25;
const RUNS = 12;

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32, https://github.com/bryc/code). */
const randomFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

interface Story {
  id: string;
  /** Messages that are sent about the order; each may be delivered several times, at any time. */
  messages: StockMessage[];
  released: boolean;
}

describe('messages about stock in any order, doubled and at once,', () => {
  let shop: CatalogProcess;
  let other: CatalogProcess;

  beforeAll(async () => {
    shop = await startCatalog();
    other = await startCatalog(shop);
  });
  afterAll(async () => {
    await other.stop();
    await shop.stop();
  });

  const stories = (products: string[], random: () => number): Story[] =>
    Array.from({ length: ORDERS }, () => {
      const id = newId();
      const lines = products
        .filter(() => random() < 0.6)
        .map((product): [string, number] => [product, 1 + Math.floor(random() * 3)]);
      const released = random() < 0.4;

      const messages: StockMessage[] = [reserveStock(id, ...lines)];
      if (random() < 0.3) messages.push(reserveStock(id, ...lines));
      if (released) messages.push(releaseStock(id));
      if (released && random() < 0.3) messages.push(releaseStock(id));
      if (random() < 0.5) messages.push(orderConfirmed(id, ...lines));
      return { id, messages, released };
    });

  const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
    items
      .map((item) => [random(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);

  it.each(Array.from({ length: RUNS }, (_, seed) => seed))(
    'keep every piece accounted for (seed %d)',
    async (seed) => {
      const random = randomFrom(seed);
      const products = await add(
        shop.products,
        ...Array.from({ length: 3 }, () => aProduct({ stock: STOCK })),
      );
      const orders = stories(products, random);
      const sent = orders.flatMap(({ messages }) => messages);
      const doubled = sent.filter(() => random() < 0.4);
      const deliveries = shuffled([...sent, ...doubled], random);

      while (deliveries.length > 0) {
        const batch = deliveries.splice(0, 1 + Math.floor(random() * 30));
        const outcomes = await Promise.allSettled(
          batch.map((message) => deliver(random() < 0.5 ? shop : other, message)),
        );
        // As the queue does it: what fails comes again.
        const failed = batch.filter((_, n) => outcomes[n]!.status === 'rejected');
        for (const { type } of failed) expect(type).toBe(OrderConfirmed.name);
        deliveries.push(...failed);
        for (const { onHand, reserved, sold } of await piecesOf(shop, products)) {
          expect(onHand).toBeGreaterThanOrEqual(0);
          expect(onHand + reserved + sold).toBe(STOCK);
        }
      }

      const { rows } = await shop.pool.query<{ order_id: string; status: string }>(
        'SELECT order_id, status FROM reservation WHERE order_id = ANY($1)',
        [orders.map(({ id }) => id)],
      );
      const statuses = new Map(rows.map((row) => [row.order_id, row.status]));
      for (const { id, messages, released } of orders) {
        const answers = await answersTo(shop, id);
        // An order never hears two different things.
        expect(new Set(answers).size).toBeLessThanOrEqual(1);
        const status = statuses.get(id)!;
        const count = (type: string) => messages.filter((message) => message.type === type).length;
        expect(answers.length + (await releasesOf(shop, id))).toBe(
          count(ReserveStock.name) + count(ReleaseStock.name),
        );
        if (count(OrderConfirmed.name) > 0) expect(status).not.toBe('reserved');
        if (released) expect(['released', 'refused']).toContain(status);
        else
          expect([status, new Set(answers)]).toEqual([
            answers[0] === 'reserved' ? expect.stringMatching(/reserved|sold/) : 'refused',
            new Set([answers[0]]),
          ]);
      }
    },
  );
});
