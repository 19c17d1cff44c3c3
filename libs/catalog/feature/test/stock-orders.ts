import type { StockLine } from '@twinshop/catalog-contracts';
import {
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
} from '@twinshop/catalog-contracts';
import { OrderConfirmed } from '@twinshop/order-contracts';
import type { Message, MessageOf, MessageType } from '@twinshop/platform/messages';
import { nextTraceparent } from '@twinshop/platform/tracing';
import { newId } from '@twinshop/platform/values';
import type { CatalogProcess } from './catalog-process.ts';

/** A message as it comes out of a queue. */
const delivered = <Data>(type: MessageType<Data>, data: Data): Message<Data> => {
  const eventId = newId();
  return {
    eventId,
    type: type.name,
    occurredAt: new Date().toISOString(),
    correlationId: eventId,
    causationId: eventId,
    traceparent: nextTraceparent(undefined),
    data,
  };
};

export const reserveStock = (orderId: string, ...pairs: [productId: string, quantity: number][]) =>
  delivered(ReserveStock, { orderId, lines: linesOf(pairs) });

export const releaseStock = (orderId: string) => delivered(ReleaseStock, { orderId });

export const orderConfirmed = (orderId: string, ...pairs: [productId: string, quantity: number][]) =>
  delivered(OrderConfirmed, {
    orderId,
    customerId: newId(),
    lines: linesOf(pairs),
    confirmedAt: new Date().toISOString(),
  });

const linesOf = (pairs: readonly [string, number][]): StockLine[] =>
  pairs.map(([productId, quantity]) => ({ productId, quantity }));

export type StockMessage =
  MessageOf<typeof ReserveStock> | MessageOf<typeof ReleaseStock> | MessageOf<typeof OrderConfirmed>;

/** Delivers a message to its handler. */
export const deliver = ({ messages }: CatalogProcess, message: StockMessage): Promise<void> => {
  switch (message.type) {
    case ReserveStock.name:
      return messages.reserve(message as MessageOf<typeof ReserveStock>);
    case ReleaseStock.name:
      return messages.release(message);
    default:
      return messages.confirmed(message as MessageOf<typeof OrderConfirmed>);
  }
};

/** What the catalogue answered an order that wished for stock, in turn. */
export const answersTo = async ({ pool }: CatalogProcess, orderId: string): Promise<string[]> => {
  const { rows } = await pool.query<{ type: string; reason: string | null }>(
    `SELECT type, data ->> 'reason' AS reason FROM outbox WHERE type = ANY($2) AND data ->> 'orderId' = $1 ORDER BY event_id`,
    [orderId, [StockReserved.name, StockRefused.name]],
  );
  return rows.map(({ type, reason }) => (type === StockReserved.name ? 'reserved' : (reason ?? '')));
};

/** How often the catalogue said that an order has nothing any more. */
export const releasesOf = async ({ pool }: CatalogProcess, orderId: string): Promise<number> => {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM outbox WHERE type = $2 AND data ->> 'orderId' = $1`,
    [orderId, StockReleased.name],
  );
  return rows[0]!.n;
};

/** Pieces by product: on hand, set aside and sold, which together stay the same however orders go. */
export const piecesOf = async (
  { pool }: CatalogProcess,
  productIds: readonly string[],
): Promise<{ onHand: number; reserved: number; sold: number }[]> => {
  const { rows } = await pool.query<{ onHand: number; reserved: number; sold: number }>(
    `SELECT s.on_hand AS "onHand",
       COALESCE(sum((line ->> 'quantity')::int) FILTER (WHERE r.status = 'reserved'), 0)::int AS reserved,
       COALESCE(sum((line ->> 'quantity')::int) FILTER (WHERE r.status = 'sold'), 0)::int AS sold
     FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, place)
     JOIN stock s ON s.product_id = asked.id
     LEFT JOIN (SELECT status, jsonb_array_elements(lines) AS line FROM reservation) r
       ON (r.line ->> 'productId')::uuid = s.product_id
     GROUP BY place, s.on_hand ORDER BY place`,
    [productIds],
  );
  return rows;
};
