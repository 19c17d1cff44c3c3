import pg from 'pg';
import { request } from 'undici';
import type { Twin } from './twin.ts';

/** Whose orders are decided by chance: who of them gets it may differ, what they get in all may not. */
const BY_CHANCE = 'racer-';

/** Whose orders may be refused at once or accepted first. */
const BOTH_WAYS = 'eve@';

interface OrderRow {
  id: string;
  buyer: string;
  key: string;
  status: string;
  failure_code: string | null;
  total_amount: string;
  lines: { name: string; quantity: number; unit_price: number }[];
}

interface Movement {
  type: string;
  amount: number;
  currency: string;
  reference: string;
}

/** What a shop holds when all is done, as its databases and the provider have it, in words that both shops share. */
export interface State {
  orders: object[];
  stock: object[];
  carts: object[];
  payments: object[];
  ledger: object[];
  /** Sums over the orders that are decided by chance. */
  byChance: object;
}

/** Reads the databases and the ledger directly, never the shop's own opinion. */
export const readState = async (twin: Twin): Promise<State> => {
  const { databases } = twin.shop;
  const orders = await query<OrderRow>(
    databases.order,
    `SELECT o.id, c.email AS buyer, o.idempotency_key AS key, o.status, o.failure_code, o.total_amount,
       (SELECT json_agg(json_build_object('name', name, 'quantity', quantity, 'unit_price', unit_price) ORDER BY line_no)
        FROM order_line WHERE order_id = o.id) AS lines
     FROM orders o JOIN customer c ON c.id = o.customer_id ORDER BY o.id`,
  );
  const nameOf = new Map(orders.map(({ id, buyer, key }) => [id, `${buyer} ${key}`]));
  const decided = (of: string): boolean =>
    nameOf.get(of) !== undefined && !nameOf.get(of)!.startsWith(BY_CHANCE);
  const ledger = await movements(twin);
  const payments = await query<{ order_id: string; status: string; amount: string }>(
    databases.payment,
    'SELECT order_id, status, amount FROM payment ORDER BY order_id',
  );
  const skuOf = new Map(
    (await query<{ id: string; sku: string }>(databases.catalog, 'SELECT id, sku FROM product')).map(
      ({ id, sku }) => [id, sku],
    ),
  );
  const chance = orders.filter(({ id }) => !decided(id));
  return {
    orders: orders
      .filter(({ id, buyer }) => decided(id) && !buyer.startsWith(BOTH_WAYS))
      .map(({ id: _, ...order }) => order),
    stock: await query(
      databases.catalog,
      'SELECT sku, on_hand, price_amount FROM product JOIN stock ON product_id = id ORDER BY sku',
    ),
    carts: (
      await query<{ email: string; product_id: string; quantity: number }>(
        databases.order,
        'SELECT email, product_id, quantity FROM cart_item JOIN customer ON id = customer_id ORDER BY email, added_at',
      )
    ).map(({ email, product_id, quantity }) => ({ email, sku: skuOf.get(product_id), quantity })),
    payments: payments
      .filter(({ order_id }) => decided(order_id))
      .map(({ order_id, status, amount }) => ({ order: nameOf.get(order_id), status, amount }))
      .toSorted((one, other) => (one.order! < other.order! ? -1 : 1)),
    ledger: ledger
      .filter(({ reference }) => decided(reference))
      .map(({ type, amount, currency, reference }) => ({
        type,
        amount,
        currency,
        order: nameOf.get(reference),
      })),
    byChance: {
      orders: chance
        .map(({ status, failure_code, total_amount }) => [status, failure_code, total_amount])
        .sort(),
      paid: ledger
        .filter(({ reference }) => !decided(reference))
        .map(({ type, amount }) => [type, amount])
        .sort(),
    },
  };
};

/** What still lies between the services; nothing in a shop that has none. */
export const underWay = async (twin: Twin): Promise<string[]> => {
  const { databases } = twin.shop;
  const found: string[] = [];
  const count = async (url: string, what: string, table: string, where: string): Promise<void> => {
    const [there] = await query<{ yes: boolean }>(url, `SELECT to_regclass('${table}') IS NOT NULL AS yes`);
    if (!there!.yes) return;
    const [{ n } = { n: '0' }] = await query<{ n: string }>(
      url,
      `SELECT count(*) AS n FROM ${table} WHERE ${where}`,
    );
    if (Number(n) > 0) found.push(`${n} ${what}`);
  };
  await count(databases.order, 'orders are pending', 'orders', `status = 'pending'`);
  for (const [module, url] of Object.entries(databases))
    await count(
      url,
      `messages are in the outbox of ${module}`,
      'outbox',
      'published_at IS NULL OR event_id IN (SELECT event_id FROM outbox_lost)',
    );
  await count(databases.catalog, 'reservations are open', 'reservation', `status = 'reserved'`);
  await count(databases.payment, 'payments are pending', 'payment', `status IN ('pending', 'refund_due')`);
  return found;
};

const movements = async ({ shop }: Twin): Promise<Movement[]> => {
  const { body } = await request(`${shop.providerUrl}/v1/ledger`);
  return ((await body.json()) as { items: Movement[] }).items;
};

const query = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};
