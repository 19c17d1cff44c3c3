import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Variant } from './orders-to-the-end.ts';
import { call } from './shop-api.ts';

const LOOK_EVERY_MS = 5;
const DEADLINE_MS = 20_000;

interface Order {
  id: string;
  status: string;
}

/** Milliseconds from `POST` to the order at its end, as a client sees it that asks every 5 ms; one order at a time. */
export const timesToFinal = async (variant: Variant, orders: number): Promise<number[]> => {
  const times: number[] = [];
  for (let nth = 0; nth < orders; nth += 1) times.push(await timeToFinal(variant, nth));
  return times;
};

const timeToFinal = async ({ shop, token, productIds }: Variant, nth: number): Promise<number> => {
  const url = `${shop.publicUrl}/api/orders`;
  const begun = performance.now();
  let order = await call<Order>(url, {
    method: 'POST',
    token,
    headers: { 'idempotency-key': randomUUID() },
    body: {
      items: [{ productId: productIds[nth % productIds.length]!, quantity: 1 }],
      payment: { method: 'card', token: 'tok_visa' },
    },
  });
  while (order.status === 'pending') {
    if (performance.now() - begun > DEADLINE_MS) throw new Error(`order ${order.id} is still pending`);
    await pause(LOOK_EVERY_MS);
    order = await call<Order>(`${url}/${order.id}`, { token });
  }
  return performance.now() - begun;
};
