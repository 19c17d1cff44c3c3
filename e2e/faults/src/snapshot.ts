import type { StartedShop } from '@twinshop/local';
import { microservices } from '@twinshop/topologies';
import { Queue } from 'bullmq';
import pg from 'pg';

export interface OrderRow {
  id: string;
  customer: string;
  key: string;
  status: 'pending' | 'confirmed' | 'rejected' | 'cancelled';
  /** Minor units. */
  total: number;
  lines: { productId: string; quantity: number }[];
}

export interface Movement {
  type: 'charge' | 'refund';
  amount: number;
  /** The order's id. */
  reference: string;
}

/** What databases, queues and the provider's ledger hold at one moment: nobody's opinion. */
export interface Snapshot {
  orders: readonly OrderRow[];
  ledger: readonly Movement[];
  onHand: Readonly<Record<string, number>>;
  reservations: readonly { orderId: string; status: 'reserved' | 'refused' | 'released' | 'sold' }[];
}

export async function takeSnapshot(shop: StartedShop): Promise<Snapshot> {
  const [orders, stock, reservations, ledger] = await Promise.all([
    ask<OrderRow>(
      shop.databases.order,
      `SELECT o.id, o.customer_id AS customer, o.idempotency_key AS key, o.status, o.total_amount::int AS total,
              json_agg(json_build_object('productId', l.product_id, 'quantity', l.quantity)) AS lines
       FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id`,
    ),
    ask<{ id: string; pieces: number }>(
      shop.databases.catalog,
      'SELECT product_id AS id, on_hand AS pieces FROM stock',
    ),
    ask<Snapshot['reservations'][number]>(
      shop.databases.catalog,
      'SELECT order_id AS "orderId", status FROM reservation',
    ),
    fetch(`${shop.providerUrl}/v1/ledger`).then((answer) => answer.json() as Promise<{ items: Movement[] }>),
  ]);
  return {
    orders,
    reservations,
    ledger: ledger.items,
    onHand: Object.fromEntries(stock.map(({ id, pieces }) => [id, pieces])),
  };
}

/** Everything that is still to be done, in words; empty once the shop has come to rest. */
export async function unfinished(shop: StartedShop): Promise<string[]> {
  const found: string[] = [];
  const [pending] = await ask<{ count: number }>(
    shop.databases.order,
    "SELECT count(*)::int AS count FROM orders WHERE status = 'pending'",
  );
  if (pending!.count > 0) found.push(`${pending!.count} orders are pending`);
  for (const [name, url] of Object.entries(shop.databases)) {
    const [unsent] = await ask<{ count: number }>(
      url,
      'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL',
    );
    if (unsent!.count > 0) found.push(`${unsent!.count} messages are in the outbox of ${name}`);
  }
  for (const name of Object.keys(microservices.queues)) {
    const queue = new Queue(name, { connection: { url: shop.redisUrl! }, skipVersionCheck: true });
    queue.on('error', () => undefined);
    try {
      const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
      for (const [state, count] of Object.entries(counts))
        if (count > 0) found.push(`${count} jobs of the queue ${name} are ${state}`);
    } finally {
      await queue.close();
    }
  }
  return found;
}

async function ask<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}
