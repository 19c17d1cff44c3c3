import { setTimeout as wait } from 'node:timers/promises';
import type { PlannedOrder } from '../rules/invoice-book.ts';
import { expectBody, order as orderShape, problem, type ShopOrder } from '../shop/answers.ts';
import { concurrently } from '../shop/concurrently.ts';
import type { Customers, Session } from '../shop/sessions.ts';
import { Pace, type Speed } from './pace.ts';

/** An order that the shop accepted, with what it says of it now; `alreadyThere` where an earlier run had placed it. */
export type PlacedOrder = { planned: PlannedOrder; order: ShopOrder; alreadyThere: boolean };

/** An order that the shop answered with a 4xx, and its code. */
export type UnplacedOrder = { planned: PlannedOrder; code: string };

export type Placing = { placed: PlacedOrder[]; unplaced: UnplacedOrder[] };

/** An order must be final this long after it was placed: the contract's payment deadline and a half. */
const FINAL_WITHIN_MS = 90_000;
const LONGEST_POLL_MS = 1_000;

/**
 * Places the orders in their order, each as its own customer and each customer's one after the other, and follows
 * every one to its final status. The key follows from the invoice: what is repeated is placed once.
 */
export async function placeOrders(
  customers: Customers,
  orders: readonly PlannedOrder[],
  { speed, concurrency }: { speed: Speed; concurrency: number },
  onDone: (done: number) => void,
): Promise<Placing> {
  const pace = new Pace(speed, orders[0]?.time ?? 0);
  const placing: Placing = { placed: [], unplaced: [] };
  const lastOf = new Map<string, Promise<void>>();
  let done = 0;

  await concurrently(orders, concurrency, async (planned) => {
    await pace.until(planned.time);
    const before = lastOf.get(planned.customer);
    const now = (async () => {
      await before;
      const session = customers.session(planned.customer, planned.country);
      const result = await place(session, planned);
      if ('code' in result) placing.unplaced.push(result);
      else placing.placed.push(result);
      onDone((done += 1));
    })();
    lastOf.set(planned.customer, now);
    await now;
  });
  return placing;
}

async function place(session: Session, planned: PlannedOrder): Promise<PlacedOrder | UnplacedOrder> {
  const call = {
    method: 'POST',
    path: '/api/orders',
    idempotencyKey: keyOf(planned.invoice),
    json: {
      items: planned.lines.map(({ productId, quantity }) => ({ productId, quantity })),
      payment: { method: 'card', token: 'tok_visa' },
    },
  } as const;
  const answer = await session.call(call);
  if (answer.status >= 400) {
    const { success, data } = problem.safeParse(answer.body);
    return { planned, code: success ? data.code : `status_${answer.status}` };
  }
  const order = await followToItsEnd(session, expectBody(orderShape, answer, call));
  return { planned, order, alreadyThere: answer.replayed };
}

/** The order as it is when its status is final, or still `pending` when that takes too long. */
async function followToItsEnd(session: Session, placed: ShopOrder): Promise<ShopOrder> {
  let order = placed;
  const deadline = Date.now() + FINAL_WITHIN_MS;
  for (
    let pause = 50;
    order.status === 'pending' && Date.now() < deadline;
    pause = Math.min(pause * 2, LONGEST_POLL_MS)
  ) {
    await wait(pause);
    const call = { method: 'GET', path: `/api/orders/${order.id}` } as const;
    order = expectBody(orderShape, await session.call(call), call);
  }
  return order;
}

/** `uci-536365`: 8 characters at least, as the contract wants. */
function keyOf(invoice: string): string {
  return `uci-${invoice.padStart(4, '0')}`;
}
