import { ask } from './ask.ts';
import { lineDigest } from './line-digest.ts';
import { hasMessages, type ShopToRead } from './variant.ts';

/** Where the pieces of a product are, at one moment. */
export interface ProductStock {
  id: string;
  sku: string;
  onHand: number;
  /** What was put on the shelf, less what was taken off it, since the product is there. */
  restocked: number;
  reserved: number;
  sold: number;
}

/** What the stock has set aside for an order, where it is not the order itself that says so. */
export interface Reservation {
  orderId: string;
  status: 'reserved' | 'refused' | 'released' | 'sold';
  /** As `lineDigest` says it; undefined where it has none. */
  lines: string | undefined;
}

/** The catalogue's own book of what orders have; apart from them, it knows of orders only by message. */
const BY_RESERVATION = `
  SELECT (line ->> 'productId')::uuid AS product_id, status, (line ->> 'quantity')::int AS quantity
  FROM reservation, jsonb_array_elements(lines) AS line WHERE status IN ('reserved', 'sold')`;

/** In one database there is no other book than the orders: a pending one holds its pieces. */
const BY_ORDER = `
  SELECT product_id, CASE status WHEN 'pending' THEN 'reserved' ELSE 'sold' END AS status, quantity
  FROM order_line JOIN orders ON orders.id = order_id WHERE status IN ('pending', 'confirmed')`;

/**
 * The stock of every product, in one statement: of one moment, so that it adds up while the shop sells, too.
 * @param ids only of these products, and of any that has less than none
 */
export function readStock(shop: ShopToRead, ids?: readonly string[]): Promise<ProductStock[]> {
  return ask<ProductStock>(
    shop.databases.catalog,
    `SELECT p.id, p.sku, COALESCE(s.on_hand, 0) AS "onHand", COALESCE(c.pieces, 0)::float8 AS restocked,
            COALESCE(o.reserved, 0)::float8 AS reserved, COALESCE(o.sold, 0)::float8 AS sold
     FROM product p LEFT JOIN stock s ON s.product_id = p.id
     LEFT JOIN (SELECT product_id, sum(delta) AS pieces FROM stock_change GROUP BY product_id) c ON c.product_id = p.id
     LEFT JOIN (
       SELECT product_id, sum(quantity) FILTER (WHERE status = 'reserved') AS reserved,
              sum(quantity) FILTER (WHERE status = 'sold') AS sold
       FROM (${hasMessages(shop) ? BY_RESERVATION : BY_ORDER}) AS held GROUP BY product_id
     ) o ON o.product_id = p.id
     WHERE $1::uuid[] IS NULL OR p.id = ANY($1) OR s.on_hand < 0`,
    [ids ?? null],
  );
}

/** Undefined where an order is its own reservation. */
export async function readReservations(shop: ShopToRead): Promise<Reservation[] | undefined> {
  if (!hasMessages(shop)) return undefined;
  return ask<Reservation>(
    shop.databases.catalog,
    `SELECT order_id AS "orderId", status, (
       SELECT ${lineDigest("(line ->> 'productId')::uuid", "(line ->> 'quantity')")}
       FROM jsonb_array_elements(lines) AS line
     ) AS lines FROM reservation`,
  );
}
