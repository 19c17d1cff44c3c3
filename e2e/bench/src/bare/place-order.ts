import type pg from 'pg';
import type { Pool } from 'undici';
import { v7 } from 'uuid';

/** The statements are those of the shop (libs/catalog/feature stock.ts, libs/order/feature orders.ts, libs/payment/feature payments.ts). */
const TAKE = {
  name: 'take',
  text: `WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::int[]) AS w (product_id, quantity)),
   locked AS MATERIALIZED (
     SELECT s.product_id, s.on_hand, wanted.quantity FROM stock s JOIN wanted USING (product_id)
     ORDER BY s.product_id FOR UPDATE OF s
   ),
   verdict AS MATERIALIZED (SELECT count(*) = cardinality($1::uuid[]) AND bool_and(on_hand >= quantity) AS enough FROM locked),
   taken AS (
     UPDATE stock s SET on_hand = s.on_hand - locked.quantity
     FROM locked WHERE s.product_id = locked.product_id AND (SELECT enough FROM verdict)
   )
   SELECT p.id, p.name, p.price_amount, (SELECT enough FROM verdict) AS enough
   FROM locked JOIN product p ON p.id = locked.product_id`,
};

const PLACE = {
  name: 'place',
  text: `WITH placed AS (
     INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, failure_code, total_amount,
       payment_source, created_at, updated_at, next_attempt_at)
     SELECT $1, customer.id, $3, $4, 'pending', NULL, $5, $6, $7, $7, $7::timestamptz + interval '15 s'
     FROM customer WHERE customer.id = $2
     ON CONFLICT (customer_id, idempotency_key) DO NOTHING
     RETURNING id
   ), lines AS (
     INSERT INTO order_line (order_id, line_no, product_id, name, quantity, unit_price)
     SELECT placed.id, l.line_no, l.product_id, l.name, l.quantity, l.unit_price
     FROM placed, unnest($8::uuid[], $9::text[], $10::int[], $11::int[])
       WITH ORDINALITY AS l (product_id, name, quantity, unit_price, line_no)
   )
   SELECT id FROM placed`,
};

const BEGIN_PAYMENT = {
  name: 'begin-payment',
  text: `INSERT INTO payment (order_id, status, amount, source) VALUES ($1, 'pending', $2, $3)
         ON CONFLICT (order_id) DO UPDATE SET status = payment.status RETURNING status`,
};

const SETTLE_PAYMENT = {
  name: 'settle-payment',
  text: `UPDATE payment SET
     status = CASE WHEN status = 'pending' THEN 'captured' ELSE status END,
     provider_charge_id = COALESCE($2, provider_charge_id), source = NULL, next_attempt_at = now()
   WHERE order_id = $1 AND status IN ('pending', 'abandoned') RETURNING status`,
};

const CONFIRM = {
  name: 'confirm',
  text: `UPDATE orders SET status = 'confirmed', failure_code = NULL, payment_source = NULL,
     updated_at = GREATEST(updated_at + interval '1 millisecond', $2)
   WHERE id = $1 AND status = 'pending' RETURNING updated_at`,
};

interface Request {
  items: { productId: string; quantity: number }[];
  payment: { token: string };
}

export const placeOrder = async (pool: pg.Pool, provider: Pool, customerId: string, request: Request) => {
  const id = v7();
  const products = request.items.map(({ productId }) => productId);
  const quantities = request.items.map(({ quantity }) => quantity);
  const now = new Date();
  const client = await pool.connect();
  let lines: { productId: string; name: string; quantity: number; unitPrice: number }[];
  let total: number;
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string; name: string; price_amount: number }>({
      ...TAKE,
      values: [products, quantities],
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    lines = request.items.map(({ productId, quantity }) => {
      const row = byId.get(productId)!;
      return { productId, quantity, name: row.name, unitPrice: row.price_amount };
    });
    total = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
    await client.query({
      ...PLACE,
      values: [
        id,
        customerId,
        id,
        id,
        total,
        request.payment.token,
        now,
        products,
        lines.map(({ name }) => name),
        quantities,
        lines.map(({ unitPrice }) => unitPrice),
      ],
    });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  await pool.query({ ...BEGIN_PAYMENT, values: [id, total, request.payment.token] });
  const reply = await provider.request({
    method: 'POST',
    path: '/v1/charges',
    headers: { 'content-type': 'application/json', 'idempotency-key': `charge-${id}` },
    body: JSON.stringify({ amount: total, currency: 'GBP', source: request.payment.token, reference: id }),
  });
  const charge = (await reply.body.json()) as { id: string };
  await pool.query({ ...SETTLE_PAYMENT, values: [id, charge.id] });
  const { rows } = await pool.query<{ updated_at: Date }>({ ...CONFIRM, values: [id, new Date()] });
  return {
    id,
    status: 'confirmed',
    items: lines.map(({ productId, name, quantity, unitPrice }) => ({
      productId,
      name,
      quantity,
      unitPrice: { amount: unitPrice, currency: 'GBP' },
      lineTotal: { amount: unitPrice * quantity, currency: 'GBP' },
    })),
    total: { amount: total, currency: 'GBP' },
    failure: null,
    createdAt: now.toISOString(),
    updatedAt: rows[0]!.updated_at.toISOString(),
  };
};
