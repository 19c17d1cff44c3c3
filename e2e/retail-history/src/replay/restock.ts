import { createHash } from 'node:crypto';
import type { OnProgress } from '../progress.ts';
import type { PlannedOrder } from '../rules/invoice-book.ts';
import { expectBody, problem, productStock } from '../shop/answers.ts';
import { concurrently } from '../shop/concurrently.ts';
import type { Answer, HttpApi } from '../shop/http-api.ts';
import type { Session } from '../shop/sessions.ts';

export type Restocked = { products: number; pieces: number };

/**
 * Puts on the shelf what the orders will sell beyond what the shop has, so that none of them fails for stock.
 * How much that is, is settled once for these orders: every product's answer is given under a key that follows from them,
 * nought included, so that a replay that is resumed, and finds the shelf partly sold, adds nothing.
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
    const delta = Math.max(quantity - stock, 0);
    const call = {
      method: 'POST',
      path: `/api/admin/products/${productId}/stock`,
      idempotencyKey: `uci-stock-${plan}`,
      json: { delta },
    } as const;
    const answer = await admin.call(call);
    if (!settledBefore(answer)) {
      expectBody(productStock, answer, call);
      restocked.products += delta > 0 ? 1 : 0;
      restocked.pieces += delta;
    }
    onProgress({ phase: 'restock', done: (done += 1), total: needed.size });
  });
  return restocked;
}

/** Whether an earlier run gave the answer: the same one, or another that it saw fit with what was on the shelf then. */
function settledBefore({ status, body, replayed }: Answer): boolean {
  return replayed || (status === 409 && problem.safeParse(body).data?.code === 'idempotency_key_reused');
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
