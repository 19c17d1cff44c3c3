import { createHash } from 'node:crypto';
import type { OnProgress } from '../progress.ts';
import type { PlannedOrder } from '../rules/invoice-book.ts';
import { expectBody, productStock } from '../shop/answers.ts';
import { concurrently } from '../shop/concurrently.ts';
import type { HttpApi } from '../shop/http-api.ts';
import type { Session } from '../shop/sessions.ts';

export type Restocked = { products: number; pieces: number };

/**
 * Puts on the shelf what the orders will need and the shop does not have, so that no order of the history fails for stock.
 * A product that is short gets all that the orders sell of it, under a key that follows from those orders: a replay that
 * is resumed finds the shelf partly sold, and its restocking is the first one's, not a second.
 */
export async function restock(
  api: HttpApi,
  admin: Session,
  orders: readonly PlannedOrder[],
  concurrency: number,
  onProgress: OnProgress,
): Promise<Restocked> {
  const needed = neededOf(orders);
  const plan = fingerprintOf(orders);
  const restocked = { products: 0, pieces: 0 };
  let done = 0;
  await concurrently(needed, concurrency, async ([productId, quantity]) => {
    const look = { method: 'GET', path: `/api/products/${productId}` } as const;
    const { stock } = expectBody(productStock, await api.call(look), look);
    if (stock < quantity) {
      const call = {
        method: 'POST',
        path: `/api/admin/products/${productId}/stock`,
        idempotencyKey: `uci-stock-${plan}`,
        json: { delta: quantity },
      } as const;
      expectBody(productStock, await admin.call(call), call);
      restocked.products += 1;
      restocked.pieces += quantity;
    }
    onProgress({ phase: 'restock', done: (done += 1), total: needed.size });
  });
  return restocked;
}

function neededOf(orders: readonly PlannedOrder[]): Map<string, number> {
  const needed = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { productId, quantity } of lines)
      needed.set(productId, (needed.get(productId) ?? 0) + quantity);
  }
  return needed;
}

/** The same for the same orders: 32 hexadecimal digits. */
function fingerprintOf(orders: readonly PlannedOrder[]): string {
  const hash = createHash('sha256');
  for (const { invoice, lines } of orders) {
    hash.update(`${invoice}\n`);
    for (const { sku, quantity } of lines) hash.update(`${sku} ${quantity}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
