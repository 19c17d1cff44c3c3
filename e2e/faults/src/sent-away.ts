import { fateOf, type Snapshot } from '@twinshop/invariants';
import type { Shopping } from './shoppers.ts';

/**
 * Orders of what there was plenty of, that were refused all the same: no promise is broken, but a fault of seconds is no
 * reason to send a customer away. In words.
 */
export function sentAway(
  { recorder, scarce }: Pick<Shopping, 'recorder' | 'scarce'>,
  { orders }: Pick<Snapshot, 'orders'>,
): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return recorder.history.operations
    .filter(({ items }) => items.every(({ productId }) => productId !== scarce))
    .flatMap((operation) => {
      const fate = fateOf(operation);
      if (fate.kind !== 'ok') return [`The order with the key ${operation.key} was not placed`];
      const status = byId.get(fate.orderId)?.status;
      return status === 'confirmed' ? [] : [`The order ${fate.orderId} is ${status}`];
    });
}
