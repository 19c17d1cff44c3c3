import type { Basket } from '../reading/baskets.ts';
import type { Projection } from '../reading/projection.ts';

/**
 * What a projection of these orders holds, by docs/adr/0014 and without any of the shop’s code: each product’s, each
 * customer’s and all orders in the order of their ids, which tell the time, and what was in them.
 */
export function projectionOf(baskets: readonly Basket[]): Projection {
  const projection: Record<string, string[]> = {};
  const add = (name: string, id: string): void => void (projection[name] ??= []).push(id);
  for (const { orderId, customer, productIds } of baskets.toSorted((a, b) =>
    a.orderId < b.orderId ? -1 : 1,
  )) {
    add('latest', orderId);
    add(`customer:${customer}`, orderId);
    for (const productId of productIds) add(`product:${productId}`, orderId);
    projection[`order:${orderId}`] = [customer, ...productIds.toSorted()];
  }
  return projection;
}
