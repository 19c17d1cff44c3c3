import { Injectable } from '@nestjs/common';
import { ReserveStock } from '@twinshop/catalog-contracts';
import { Database, isUnavailable, sql, type Transaction } from '@twinshop/platform/database';
import type { Cause } from '@twinshop/platform/messages';
import { insertOutbox, Outbox } from '@twinshop/platform/messaging';
import { currentTrace } from '@twinshop/platform/tracing';
import DataLoader from 'dataloader';
import { ACCEPTED, ANSWER_PATIENCE_MS, statusOf } from '../domain/checkout-saga.ts';
import type { PricedLine } from '../domain/pricing.ts';
import type { CartLine } from '../persistence/carts.ts';

export interface NewCheckout {
  id: string;
  customerId: string;
  idempotencyKey: string;
  fingerprint: string;
  sealedSource: string;
  lines: readonly CartLine[];
}

export type Acceptance =
  | { outcome: 'accepted'; lines: PricedLine[]; at: Date }
  /** Products that there is no copy of. */
  | { outcome: 'unknown_products'; productIds: string[] }
  | { outcome: 'unknown_customer' }
  | { outcome: 'key_used' };

/** What is written down of an order before it is known whether it can be placed. */
interface Prepared {
  order: NewCheckout;
  /** Its first messages, for `insertOutbox`. */
  messages: string;
  /** The request that places it, as JSON. */
  cause: string | null;
}

/**
 * Prices and places whole batches of orders, with their lines and first messages, in one statement: prices are those of
 * the moment in which an order is written. Keys are inserted in one order, so that batches of several processes never
 * wait for each other in a circle.
 */
const ACCEPT = sql(
  'accept-orders',
  `WITH asked AS (
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $12::jsonb[])
       AS a (id, customer_id, key, fingerprint, source, cause)
   ), wanted AS MATERIALIZED (
     SELECT l.order_id, l.line_no, l.product_id, l.quantity, offer.name, offer.price
     FROM unnest($6::uuid[], $7::int[], $8::uuid[], $9::int[]) AS l (order_id, line_no, product_id, quantity)
     LEFT JOIN offer_copy offer USING (product_id)
   ), priced AS MATERIALIZED (
     SELECT order_id, sum(quantity::bigint * price)::bigint AS total, bool_and(price IS NOT NULL) AS complete,
       json_agg(json_build_object('productId', product_id, 'name', name, 'quantity', quantity, 'unitPrice', price)
         ORDER BY line_no) AS lines
     FROM wanted GROUP BY order_id
   ), placed AS (
     INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, total_amount, payment_source,
       cause, created_at, updated_at, step, step_since, next_attempt_at)
     SELECT a.id, c.id, a.key, a.fingerprint, '${statusOf(ACCEPTED.to)}', p.total, a.source,
       a.cause, $10, $10, '${ACCEPTED.to}', now(), now() + interval '${ANSWER_PATIENCE_MS} milliseconds'
     FROM asked a JOIN priced p ON p.order_id = a.id JOIN customer c ON c.id = a.customer_id
     WHERE p.complete ORDER BY a.customer_id, a.key
     ON CONFLICT (customer_id, idempotency_key) DO NOTHING
     RETURNING id
   ), lines AS (
     INSERT INTO order_line (order_id, line_no, product_id, name, quantity, unit_price)
     SELECT w.order_id, w.line_no, w.product_id, w.name, w.quantity, w.price
     FROM wanted w JOIN placed ON placed.id = w.order_id
   ), sent AS (
     ${insertOutbox('$11')} WHERE ("data" ->> 'orderId')::uuid IN (SELECT id FROM placed)
   )
   SELECT a.id, placed.id IS NOT NULL AS placed, p.complete, p.lines,
     EXISTS (SELECT FROM customer WHERE customer.id = a.customer_id) AS known
   FROM asked a JOIN priced p ON p.order_id = a.id LEFT JOIN placed ON placed.id = a.id`,
);

interface Answer {
  id: string;
  placed: boolean;
  complete: boolean;
  known: boolean;
  lines: (Omit<PricedLine, 'unitPrice'> & { unitPrice: number | null })[];
}

const MOST_TOGETHER = 50;

/** Somebody else is about to write an order under the same key, and does not come to an end. */
const LOCK_NOT_AVAILABLE = '55P03';

/** Accepts orders: alone in one round trip, under load many in one. */
@Injectable()
export class AcceptOrders {
  private readonly outbox: Outbox;
  private readonly together: DataLoader<Prepared, Acceptance>;
  private underWay: Promise<unknown> = Promise.resolve();

  constructor(database: Database, outbox: Outbox) {
    this.outbox = outbox;
    // What comes while a batch is under way makes up the next one, which so is the larger the more there is to do.
    this.together = new DataLoader<Prepared, Acceptance>(
      (batch) => {
        const accepting = this.write(database, batch);
        this.underWay = accepting.catch(() => undefined);
        return accepting.catch((error: unknown) => this.acceptEach(database, batch, error));
      },
      {
        cache: false,
        maxBatchSize: MOST_TOGETHER,
        batchScheduleFn: (run) => void this.underWay.then(() => setImmediate(run)),
      },
    );
  }

  /** Accepts an order by itself, together with others that come at the same time. */
  async accept(order: NewCheckout): Promise<Acceptance> {
    const acceptance = await this.together.load(this.prepare(order));
    if (acceptance.outcome === 'accepted') this.outbox.wake();
    return acceptance;
  }

  /** Accepts an order if `tx` commits. */
  async acceptIn(tx: Transaction, order: NewCheckout): Promise<Acceptance> {
    const [acceptance] = await this.write(tx, [this.prepare(order)]);
    if (acceptance!.outcome === 'accepted') tx.afterCommit(() => this.outbox.wake());
    return acceptance!;
  }

  /**
   * Where a batch fails, each order is tried alone, so that none takes strangers with it; not where the database is away.
   * Those that come meanwhile do not wait for that.
   */
  private async acceptEach(
    database: Database,
    batch: readonly Prepared[],
    error: unknown,
  ): Promise<(Acceptance | Error)[]> {
    const isAway = isUnavailable(error) && (error as { code?: string }).code !== LOCK_NOT_AVAILABLE;
    if (batch.length === 1 || isAway) throw error;
    return Promise.all(
      batch.map((one) =>
        this.write(database, [one]).then(
          ([acceptance]) => acceptance!,
          (reason: Error) => reason,
        ),
      ),
    );
  }

  /** Messages are written here, where it is known which request they come of; so is that itself, for what is asked again. */
  private prepare(order: NewCheckout): Prepared {
    const data = { orderId: order.id, lines: [...order.lines] };
    return { order, messages: this.outbox.rows([{ type: ReserveStock, data }]), cause: causeAtHand() };
  }

  private async write(on: Pick<Transaction, 'query'>, batch: readonly Prepared[]): Promise<Acceptance[]> {
    const orders = batch.map(({ order }) => order);
    const lines = orders.flatMap(({ id, lines: own }) => own.map((line, n) => ({ id, line, no: n + 1 })));
    const at = new Date();
    const answers = await on.query<Answer>(ACCEPT, [
      orders.map(({ id }) => id),
      orders.map(({ customerId }) => customerId),
      orders.map(({ idempotencyKey }) => idempotencyKey),
      orders.map(({ fingerprint }) => fingerprint),
      orders.map(({ sealedSource }) => sealedSource),
      lines.map(({ id }) => id),
      lines.map(({ no }) => no),
      lines.map(({ line }) => line.productId),
      lines.map(({ line }) => line.quantity),
      at,
      `[${batch.map(({ messages }) => messages.slice(1, -1)).join()}]`,
      batch.map(({ cause }) => cause),
    ]);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return orders.map(({ id }) => acceptanceOf(byId.get(id)!, at));
  }
}

const causeAtHand = (): string | null => {
  const trace = currentTrace();
  if (trace === undefined) return null;
  const { causationId: eventId, correlationId, traceparent } = trace;
  return JSON.stringify({ eventId, correlationId, traceparent } satisfies Cause);
};

const acceptanceOf = ({ placed, complete, known, lines }: Answer, at: Date): Acceptance => {
  if (placed) return { outcome: 'accepted', lines: lines as PricedLine[], at };
  if (!complete) {
    const lacking = lines.filter(({ unitPrice }) => unitPrice === null);
    return { outcome: 'unknown_products', productIds: lacking.map(({ productId }) => productId) };
  }
  return { outcome: known ? 'key_used' : 'unknown_customer' };
};
