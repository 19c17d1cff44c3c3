import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { check, rebuildProjection, violationsIn, type ShopToRead } from '@twinshop/invariants';
import { OrderCancelled, OrderConfirmed } from '@twinshop/order-contracts';
import { eventually } from '@twinshop/testing';
import pg from 'pg';
import {
  decouple,
  NotPrepared,
  ordersOfOldCode,
  recouple,
  workOfNewCode,
  type DatabaseAction,
} from '../../src/decouple/index.ts';
import { startSharedShop, type Running, type SharedShop } from './shared-shop.ts';
import { ask, Keeper, Shopper, signIn, stockOf } from './shopper.ts';
import { Traffic } from './traffic.ts';

const STOCK = 100_000;
const SHOPPERS = 2;

let shop: SharedShop;
let admin: pg.Client;
let keeper: Keeper;
let ada: Shopper;
let shoppers: Shopper[];
let products: Record<string, number>;
let traffic: Traffic;
let old: Running[];
let fresh: Running;
/** Products that only Ada buys, so that their pieces can be counted. */
let bread: string;
let wine: string;
let salt: string;
/** Ada’s, from before anything moved. */
let early: string;
/** Ada’s too, sold at step 2 and cancelled at step 1. */
let soldAndTakenBack: string;

const run = async (
  actions: readonly DatabaseAction[],
  progress: (says: string) => void = () => undefined,
): Promise<void> => {
  for (const action of actions) await action.run(shop.database, progress);
};
/** Whoever is killed after an action has been done does it again. */
const runTwice = (actions: readonly DatabaseAction[]): Promise<void> =>
  run(actions.flatMap((each) => [each, each]));

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await admin.query(sql, values)).rows as Row[];
const tablesIn = async (schema: string): Promise<string[]> =>
  (
    await rows<{ name: string }>('SELECT tablename AS name FROM pg_tables WHERE schemaname = $1 ORDER BY 1', [
      schema,
    ])
  ).map(({ name }) => name);
const reservationOf = async (orderId: string): Promise<string | undefined> =>
  (await rows<{ status: string }>('SELECT status FROM reservation WHERE order_id = $1', [orderId]))[0]
    ?.status;
const paymentOf = async (orderId: string): Promise<string | undefined> =>
  (await rows<{ status: string }>('SELECT status FROM payment WHERE order_id = $1', [orderId]))[0]?.status;
const newest = (): string => old.at(-1)!.url;

async function asOldCode<Value>(work: (session: pg.Client) => Promise<Value>): Promise<Value> {
  const session = new pg.Client(shop.databaseUrl);
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

/** What the checker says, once all has come to rest. Orders are looked at as the step has them. */
async function violations(variant: 'step-1' | 'step-2'): Promise<string[]> {
  const asStep2 = variant === 'step-2';
  const toRead: ShopToRead = {
    variant,
    databases: asStep2
      ? shop.moduleUrls
      : { catalog: shop.databaseUrl, order: shop.databaseUrl, payment: shop.databaseUrl },
    providerUrl: shop.providerUrl,
    ...(asStep2 && { redisUrl: shop.redisUrl }),
    processes: asStep2 ? [{ name: 'recommendation', opsUrl: fresh.opsUrl }] : [],
  };
  return violationsIn(await check(toRead, { history: traffic.history })).map(({ says }) => says);
}

async function nothingFailed(): Promise<void> {
  const { answered } = traffic;
  await eventually(() => traffic.answered > answered + 2 * SHOPPERS, { describe: 'customers are answered' });
  expect(traffic.failures).toEqual([]);
}

beforeAll(async () => {
  shop = await startSharedShop();
  const url = new URL(shop.database.adminUrl);
  url.pathname = '/shop';
  admin = new pg.Client(url.href);
  admin.on('error', () => undefined);
  await admin.connect();
  old = [await shop.startOld(), await shop.startOld()];
  keeper = new Keeper(await signIn(newest(), shop.admin));
  ada = await Shopper.signUp(newest());
  shoppers = await Promise.all(Array.from({ length: SHOPPERS }, () => Shopper.signUp(newest())));
  const added = await Promise.all(Array.from({ length: 5 }, () => keeper.addProduct(newest(), STOCK)));
  products = Object.fromEntries(added.map((id) => [id, STOCK]));
  [bread, wine, salt] = [
    await keeper.addProduct(newest(), 100),
    await keeper.addProduct(newest(), 100),
    await keeper.addProduct(newest(), 100),
  ];
  early = (await ada.order(newest(), bread, 3)).id;
  traffic = new Traffic(
    old.map((process) => process.url),
    shoppers,
    keeper,
    products,
  );
}, 300_000);

afterAll(async () => {
  await traffic?.end();
  await admin?.end();
  await shop?.stop();
}, 120_000);

describe('a shop that is taken apart while customers order', () => {
  it('is not begun with where sessions would not find tables that move', async () => {
    const setting = `ALTER DATABASE shop SET search_path = "$user", public`;
    await admin.query(setting);
    await expect(run(decouple.expand)).rejects.toThrow(NotPrepared);
    await admin.query(`${setting}, catalog, "order", payment`);
  });

  it('keeps nobody waiting who comes behind a transaction that is in the way', async () => {
    await shop.makeSchemas();
    let longest = 0;
    let killed: Promise<void> | undefined;
    await asOldCode(async (inTheWay) => {
      await inTheWay.query('BEGIN');
      await inTheWay.query('SELECT FROM product WHERE id = $1 FOR UPDATE', [bread]);
      const expanding = run(decouple.expand, (says) => {
        if (says.startsWith('stock is')) throw new Error('killed');
      });
      killed = expect(expanding).rejects.toThrow('killed');
      await asOldCode(async (behind) => {
        for (const end = performance.now() + 1_500; performance.now() < end;) {
          const begun = performance.now();
          await behind.query('SELECT name FROM product WHERE id = $1', [wine]);
          longest = Math.max(longest, performance.now() - begun);
        }
      });
      expect((await tablesIn('catalog')).includes('product')).toBe(false);
      await inTheWay.query('COMMIT');
    });
    await killed;
    expect(longest).toBeGreaterThan(100);
    expect(longest).toBeLessThan(700);
  });

  it('goes on where it was killed, and loses no statement while its tables move', async () => {
    expect(await tablesIn('public')).toContain('payment');
    expect(await tablesIn('catalog')).toContain('product');
    await nothingFailed();
    const session = new pg.Client(shop.databaseUrl);
    await session.connect();
    const prepared = {
      name: 'prepared',
      text: `SELECT count(*)::int AS n, current_user AS role FROM product p JOIN orders o ON true JOIN payment y ON y.order_id = o.id
             WHERE p.id = $1 AND o.id = $2`,
      values: [bread, early],
    };
    // Often enough for PostgreSQL to keep a plan for it.
    for (let n = 0; n < 7; n += 1) await session.query(prepared);
    await session.query('BEGIN');
    await session.query('SELECT 1');

    await runTwice(decouple.expand);

    expect((await session.query(prepared)).rows).toEqual([{ n: 1, role: 'shop' }]);
    await session.query('COMMIT');
    await session.end();
    await nothingFailed();
    expect(await tablesIn('public')).toEqual(['migrations']);
    expect(await tablesIn('catalog')).toEqual([
      'category',
      'migrations',
      'product',
      'reservation',
      'stock',
      'stock_change',
    ]);
    expect(await tablesIn('order')).toEqual(['cart_item', 'customer', 'migrations', 'order_line', 'orders']);
    expect(await tablesIn('payment')).toEqual(['migrations', 'payment']);
  });

  it('has old processes that start again find everything where it is', async () => {
    const again = await shop.startOld();
    old.push(again);
    expect((await ada.order(again.url, wine, 1)).status).toBe('confirmed');
    expect(await tablesIn('public')).toEqual(['migrations']);
  });

  it('has processes of the next step run the migrations that are missing, and no other', async () => {
    fresh = await shop.startNew();
    for (const [module, names] of Object.entries({
      catalog: 5,
      order: 6,
      payment: 4,
    })) {
      const noted = await rows<{ n: number; different: number }>(
        `SELECT count(*)::int AS n, count(DISTINCT name)::int AS different FROM "${module}".migrations`,
      );
      expect([module, noted]).toEqual([module, [{ n: names, different: names }]]);
    }
    await nothingFailed();
  });

  it('would lose stock without the bridge', async () => {
    const { id } = await ada.order(newest(), bread, 5);
    const before = await stockOf(newest(), bread);
    await ada.cancel(fresh.url, id);
    await eventually(async () => (await reservationOf(id)) === 'released', {
      describe: 'the catalogue has heard of it',
    });
    expect(await stockOf(newest(), bread)).toBe(before);
    // What nobody gives back.
    await admin.query('UPDATE stock SET on_hand = on_hand + 5 WHERE product_id = $1', [bread]);
  });

  it('catches up with what was before, and writes what the old code does as the new one would', async () => {
    await runTwice(decouple.bridge);
    await run(decouple.verify);
    await rebuildProjection(fresh.opsUrl);
    expect(await reservationOf(early)).toBe('sold');

    const declined = await ada.order(newest(), bread, 1, 'tok_chargeDeclined');
    const cancelled = await ada.order(newest(), bread, 1);
    await ada.cancel(newest(), cancelled.id);
    const confirmed = await ada.order(newest(), bread, 2);
    expect(await reservationOf(declined.id)).toBe('released');
    expect(await reservationOf(cancelled.id)).toBe('released');
    expect(await reservationOf(confirmed.id)).toBe('sold');
    const told = await rows<{ type: string; data: { orderId: string } }>(
      `SELECT type, data FROM "order".outbox WHERE data ->> 'orderId' = ANY ($1) ORDER BY event_id`,
      [[declined.id, cancelled.id, confirmed.id]],
    );
    expect(told.map(({ type, data }) => [type, data.orderId])).toEqual([
      [OrderConfirmed.name, cancelled.id],
      [OrderCancelled.name, cancelled.id],
      [OrderConfirmed.name, confirmed.id],
    ]);
    const lines = [{ productId: bread, quantity: 2 }];
    expect(OrderConfirmed.data.parse(told[2]!.data)).toMatchObject({
      orderId: confirmed.id,
      customerId: ada.id,
      lines,
    });
    expect(OrderCancelled.data.parse(told[1]!.data)).toMatchObject({ orderId: cancelled.id });
    await run(decouple.verify);
    await nothingFailed();
  });

  it('gives stock and money back for what old code sold and new code cancels', async () => {
    const late = (await ada.order(newest(), bread, 2)).id;
    const before = await stockOf(newest(), bread);
    await ada.cancel(fresh.url, early);
    await ada.cancel(fresh.url, late);
    await eventually(async () => (await stockOf(newest(), bread)) === before + 5, {
      describe: 'stock is back',
    });
    await eventually(
      async () => (await paymentOf(early)) === 'refunded' && (await paymentOf(late)) === 'refunded',
      {
        describe: 'money is back',
      },
    );
  });

  it('gives stock and money back for what new code sold and old code cancels', async () => {
    const { id } = await ada.order(fresh.url, bread, 4);
    const before = await stockOf(newest(), bread);
    await ada.cancel(newest(), id);
    expect([await stockOf(newest(), bread), await reservationOf(id)]).toEqual([before + 4, 'released']);
    await eventually(async () => (await paymentOf(id)) === 'refunded', { describe: 'money is back' });
  });

  it('sells at the price that was set at an old process', async () => {
    await ada.order(fresh.url, wine, 1);
    await keeper.tryToPrice(newest(), wine, 333);
    expect((await ada.order(fresh.url, wine, 1)).total.amount).toBe(333);
  });

  it('keeps the old code’s sweep off sagas, which it would take', async () => {
    const claim = async (): Promise<number> => {
      await admin.query('SET LOCAL ROLE shop');
      const claimed = await rows(
        `UPDATE orders SET next_attempt_at = now() WHERE id = ANY (ARRAY(
           SELECT id FROM orders WHERE status = 'pending' AND next_attempt_at <= now() AND customer_id = $1
           ORDER BY next_attempt_at LIMIT 100 FOR UPDATE SKIP LOCKED)) RETURNING id`,
        [ada.id],
      );
      const [seen] = await rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM orders WHERE customer_id = $1 AND step IS NOT NULL`,
        [ada.id],
      );
      expect(seen).toEqual({ n: 1 });
      await admin.query('RESET ROLE');
      return claimed.length;
    };
    await admin.query('BEGIN');
    try {
      await admin.query(
        `INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, total_amount, created_at, updated_at,
         next_attempt_at, step, step_since)
       VALUES (uuidv7(), $1, 'a saga', '', 'pending', 1, now(), now(), now() - interval '1 minute', 'charging', now())`,
        [ada.id],
      );
      expect(await claim()).toBe(0);
      await admin.query('ALTER TABLE orders DISABLE ROW LEVEL SECURITY');
      expect(await claim()).toBe(1);
    } finally {
      await admin.query('ROLLBACK');
    }
  });

  it('waits for the orders that only the old code can finish', async () => {
    await traffic.to(fresh.url);
    const provider = (behaviour: { down: boolean }) =>
      ask(shop.providerUrl, 'PUT', '/behaviour', { json: behaviour });
    expect((await provider({ down: true })).status).toBe(200);
    const placed = await ada.tryToOrder(newest(), bread, 1, randomUUID());
    const { id, status } = JSON.parse(placed.text) as { id: string; status: string };
    expect([status, await ordersOfOldCode(shop.database)]).toEqual(['pending', 1]);
    expect((await ada.tryToCancel(fresh.url, id)).status).toBe(409);
    expect((await provider({ down: false })).status).toBe(200);
    await eventually(async () => (await ordersOfOldCode(shop.database)) === 0, {
      within: 40_000,
      describe: 'the old code has finished its orders',
    });
    expect(await reservationOf(id)).toBe('sold');
  }, 90_000);

  it('is at the next step with nothing lost, doubled or wrong', async () => {
    await Promise.all(old.map((process) => process.stop()));
    await nothingFailed();
    await traffic.end();
    expect(await violations('step-2')).toEqual([]);
  }, 120_000);
});

describe('put together again, while customers order', () => {
  it('has nothing of the old code’s left once nobody is to go back', async () => {
    traffic = new Traffic([fresh.url], shoppers, keeper, products);
    await runTwice(decouple.contract);
    expect(await tablesIn('public')).toEqual([]);
    await expect(asOldCode((session) => session.query('SELECT FROM product LIMIT 1'))).rejects.toThrow(
      'does not exist',
    );
    soldAndTakenBack = (await ada.order(fresh.url, salt, 7)).id;
    await eventually(async () => (await reservationOf(soldAndTakenBack)) === 'sold', {
      describe: 'it is sold',
    });
    await nothingFailed();
  });

  it('lets the old code in again, which makes nothing a second time', async () => {
    await runTwice(recouple.readmit);
    old = [await shop.startOld()];
    expect(await tablesIn('public')).toEqual(['migrations']);
    await traffic.to(newest());
    await nothingFailed();
  });

  it('waits for sagas and messages, and then joins what belongs to different modules', async () => {
    await eventually(
      async () => {
        const { sagas, charges, messages } = await workOfNewCode(shop.database);
        return sagas + charges + messages === 0;
      },
      { within: 30_000, describe: 'the new code has nothing more to do' },
    );
    await fresh.stop();
    await runTwice(recouple.join);
    await nothingFailed();
    expect(await tablesIn('catalog')).toEqual([
      'inbox',
      'migrations',
      'outbox',
      'outbox_destination',
      'outbox_lost',
    ]);
    const references = await rows(
      `SELECT conname AS name, convalidated AS valid FROM pg_constraint
       WHERE conname IN ('cart_item_product', 'order_line_product', 'payment_order') ORDER BY 1`,
    );
    expect(references).toEqual([
      { name: 'cart_item_product', valid: true },
      { name: 'order_line_product', valid: true },
      { name: 'payment_order', valid: true },
    ]);
  });

  it('gives back what was sold at the other step', async () => {
    const before = await stockOf(newest(), salt);
    await ada.cancel(newest(), soldAndTakenBack);
    expect(await stockOf(newest(), salt)).toBe(before + 7);
  });

  it('is as it was before, with nothing lost, doubled or wrong', async () => {
    await runTwice(recouple.contract);
    expect(
      await rows(
        "SELECT nspname FROM pg_namespace WHERE nspname IN ('catalog', 'order', 'payment', 'bridge')",
      ),
    ).toEqual([]);
    await nothingFailed();
    await traffic.end();
    expect(await violations('step-1')).toEqual([]);
  }, 120_000);
});

describe('taken apart once more', () => {
  it('corrects what the catalogue knew of orders that went on without it', async () => {
    traffic = new Traffic([newest()], shoppers, keeper, products);
    await shop.makeSchemas();
    await run(decouple.expand);
    fresh = await shop.startNew();
    expect(await reservationOf(soldAndTakenBack)).toBe('sold');
    await run(decouple.bridge);
    expect(await reservationOf(soldAndTakenBack)).toBe('released');
    await run(decouple.verify);
    await nothingFailed();
  });

  it('is at the next step again, with nothing lost, doubled or wrong', async () => {
    await rebuildProjection(fresh.opsUrl);
    await traffic.to(fresh.url);
    await eventually(async () => (await ordersOfOldCode(shop.database)) === 0, {
      describe: 'the old code has finished its orders',
    });
    await Promise.all(old.map((process) => process.stop()));
    await nothingFailed();
    await traffic.end();
    expect(await violations('step-2')).toEqual([]);
  }, 120_000);

  it('has counted each piece once for what is popular', async () => {
    await fresh.stop();
    const counted = await rows<{ popularity: number; bought: number }>(
      `SELECT p.popularity, sum(l.quantity)::int AS bought
       FROM product p JOIN order_line l ON l.product_id = p.id JOIN orders o ON o.id = l.order_id
       WHERE p.id = ANY ($1) AND o.status IN ('confirmed', 'cancelled') GROUP BY p.id`,
      [[wine, salt]],
    );
    expect(counted).toHaveLength(2);
    expect(counted.map(({ popularity }) => popularity)).toEqual(counted.map(({ bought }) => bought));
  });
});
