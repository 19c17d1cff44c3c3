import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { everyTopology } from '@twinshop/topologies';
import { shopUnderTest } from '../src/config.ts';
import { expectPaidExactly } from '../src/expectations.ts';
import { walk } from '../src/pages.ts';
import { aKey, lines, Shop, type Buyer } from '../src/shop.ts';
import type { Order, Product } from '../src/shop-types.ts';

const FINAL_AFTER_RESTART_MS = 60_000;
const STOCK = 10_000;

const { variant } = shopUnderTest();

/** The card processor is no part of the shop. */
const victims = everyTopology[variant]!.processes.map(({ name }) => name).filter(
  (name) => name !== 'payment-provider',
);
const ORDERS = Math.ceil(500 / victims.length);
const CANCELLED = Math.ceil(60 / victims.length);

/** This one needs a shop of its own, whose processes it may kill. */
let started: StartedShop;
let shop: Shop;

beforeAll(async () => {
  started = await startShop({ topology: variant });
  shop = await Shop.open({
    baseUrl: started.publicUrl,
    providerUrl: started.providerUrl,
    admin: started.admin,
  });
}, 120_000);
afterEach(() => shop.provider.heal());
afterAll(async () => {
  await shop?.close();
  await started?.stop();
}, 60_000);

interface Intent {
  readonly buyer: Buyer;
  readonly key: string;
  readonly items: { readonly productId: string; readonly quantity: number }[];
}

const everyOrderOf = (buyers: readonly Buyer[]) =>
  Promise.all(buyers.map((buyer) => walk<Order>(buyer.http, '/api/orders', { limit: 100 }))).then((all) =>
    all.flat(),
  );

/** Runs the tasks and kills a process with SIGKILL in the moment when `after` of them are answered: the rest are under way. */
async function killAmid<Task>(
  victim: string,
  tasks: readonly Task[],
  after: number,
  run: (task: Task) => Promise<unknown>,
): Promise<void> {
  let answered = 0;
  let killed: Promise<void> | undefined;
  await Promise.allSettled(
    tasks.map(async (task) => {
      await run(task);
      answered += 1;
      if (answered === after) killed = started.killProcess(victim);
    }),
  );
  expect(killed).toBeDefined();
  await killed;
}

const untilNoneIsPending = (buyers: readonly Buyer[]) =>
  eventually(
    async () => {
      const pending = (await everyOrderOf(buyers)).filter(({ status }) => status === 'pending');
      if (pending.length > 0) throw new Error(`${pending.length} still are`);
    },
    { within: FINAL_AFTER_RESTART_MS, describe: 'no order is pending any more' },
  );

const soldOf = (product: Product, orders: readonly Order[]) =>
  orders
    .filter(({ status }) => status === 'confirmed')
    .flatMap(({ items }) => items)
    .filter(({ productId }) => productId === product.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** Also of a product that is new: a breaker that opened while somebody was away lets nobody through for two seconds. */
const untilOrdersAreTaken = async (): Promise<void> => {
  const buyer = await shop.aCustomer();
  await eventually(
    async () => {
      const product = await shop.aProduct();
      expect(await buyer.place({ items: lines(product) })).toMatchObject({ status: 201 });
    },
    { within: 15_000, describe: 'the shop takes orders of new products' },
  );
};

describe.each(victims)('a shop whose process %s is killed', (victim) => {
  beforeEach(untilOrdersAreTaken);

  it('amid orders loses none, charges none twice and leaves none pending', async () => {
    const products = await Promise.all([1, 2, 3].map(() => shop.aProduct({ stock: STOCK })));
    const buyers = await Promise.all([1, 2, 3, 4, 5].map(() => shop.aCustomer()));
    const intents: Intent[] = Array.from({ length: ORDERS }, (_, nth) => ({
      buyer: buyers[nth % buyers.length]!,
      key: aKey(),
      items: [{ productId: products[nth % products.length]!.id, quantity: 1 + (nth % 3) }],
    }));
    await shop.provider.behave({ latencyMs: 5, jitterMs: 40 });

    const accepted = new Map<Intent, string>();
    await killAmid(victim, intents, Math.floor(ORDERS / 4), async (intent) => {
      const { status, body } = await intent.buyer.place(intent);
      if (status === 201) accepted.set(intent, body.id);
    });
    await started.restart(victim);

    await untilNoneIsPending(buyers);
    const known = new Set((await everyOrderOf(buyers)).map(({ id }) => id));
    expect([...accepted.values()].filter((id) => !known.has(id))).toEqual([]);

    await shop.provider.heal();
    const resolved = await Promise.all(intents.map((intent) => intent.buyer.place(intent)));
    expect(resolved.filter(({ status }) => status !== 201)).toEqual([]);
    resolved.forEach(({ body }, nth) => expect(accepted.get(intents[nth]!) ?? body.id).toBe(body.id));
    await untilNoneIsPending(buyers);

    const orders = await everyOrderOf(buyers);
    expect(orders).toHaveLength(intents.length);
    expect(orders.filter(({ status }) => status !== 'confirmed')).toEqual([]);
    const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
    expect(movements).toHaveLength(intents.length);
    for (const order of orders) expectPaidExactly(order, movements);
    for (const product of products) expect(await shop.stockOf(product)).toBe(STOCK - soldOf(product, orders));
  }, 180_000);

  it('amid cancellations refunds each order once and returns its stock once', async () => {
    const product = await shop.aProduct({ stock: STOCK });
    const buyer = await shop.aCustomer();
    const orders = await Promise.all(
      Array.from({ length: CANCELLED }, () =>
        buyer.order({ items: [{ productId: product.id, quantity: 2 }] }),
      ),
    );
    await shop.provider.behave({ latencyMs: 5, jitterMs: 80 });

    const cancel = ({ id }: Order) => buyer.http.post(`/api/orders/${id}/cancel`);
    await killAmid(victim, orders, Math.floor(CANCELLED / 6), cancel);
    await started.restart(victim);
    for (const order of orders) expect([200, 409]).toContain((await cancel(order)).status);

    const cancelled = await Promise.all(
      orders.map((order) => buyer.untilStatus(order, ['cancelled'], FINAL_AFTER_RESTART_MS)),
    );
    await shop.untilStock(product, STOCK);
    await eventually(
      async () => {
        const movements = await shop.provider.movementsOf(...orders.map(({ id }) => id));
        expect(movements.filter(({ type }) => type === 'refund')).toHaveLength(orders.length);
        for (const order of cancelled) expectPaidExactly(order, movements);
      },
      { within: FINAL_AFTER_RESTART_MS, describe: 'every cancelled order is refunded' },
    );
  }, 180_000);
});
