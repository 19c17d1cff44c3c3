import type { OnProgress } from '../progress.ts';
import type { PlacedOrder } from '../replay/place-orders.ts';
import { expectBody, ledgerPage, orderPage, type ShopOrder } from '../shop/answers.ts';
import { concurrently } from '../shop/concurrently.ts';
import type { HttpApi } from '../shop/http-api.ts';
import type { Customers, Session } from '../shop/sessions.ts';

/** The replay's orders as their customers' histories show them, by id. */
export async function readOrdersBack(
  customers: Customers,
  placed: readonly PlacedOrder[],
  concurrency: number,
  onProgress: OnProgress,
): Promise<Map<string, ShopOrder>> {
  const wanted = new Set(placed.map(({ order }) => order.id));
  const countries = new Map(placed.map(({ planned }) => [planned.customer, planned.country]));
  const found = new Map<string, ShopOrder>();
  let done = 0;
  await concurrently(countries, concurrency, async ([customer, country]) => {
    for await (const order of historyOf(customers.session(customer, country))) {
      if (wanted.has(order.id)) found.set(order.id, order);
    }
    onProgress({ phase: 'read_back', done: (done += 1), total: countries.size });
  });
  return found;
}

async function* historyOf(session: Session): AsyncGenerator<ShopOrder> {
  let after: string | null = '';
  while (after !== null) {
    const path: string = `/api/orders?limit=100${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
    const call = { method: 'GET', path } as const;
    const page: { items: ShopOrder[]; next: string | null } = expectBody(
      orderPage,
      await session.call(call),
      call,
    );
    yield* page.items;
    after = page.next;
  }
}

/** What the provider moved for one order, in pence. */
export type Charged = { captures: number; captured: number; refunded: number };

const MOVEMENTS_A_PAGE = 5_000;

/** What the provider's ledger says of the replay's orders, by their ids; an order that it does not know is left out. */
export async function readLedger(
  provider: HttpApi,
  placed: readonly PlacedOrder[],
  onProgress: OnProgress,
): Promise<Map<string, Charged>> {
  const wanted = new Set(placed.map(({ order }) => order.id));
  const charged = new Map<string, Charged>();
  let after = 0;
  for (let full = true; full;) {
    const call = { method: 'GET', path: `/v1/ledger?after=${after}&limit=${MOVEMENTS_A_PAGE}` } as const;
    const { items } = expectBody(ledgerPage, await provider.call(call), call);
    for (const { sequence, type, amount, reference } of items) {
      after = sequence;
      if (!wanted.has(reference)) continue;
      const known = charged.get(reference) ?? { captures: 0, captured: 0, refunded: 0 };
      charged.set(reference, known);
      if (type === 'refund') {
        known.refunded += amount;
      } else {
        known.captures += 1;
        known.captured += amount;
      }
    }
    onProgress({ phase: 'ledger', done: charged.size, total: wanted.size });
    full = items.length === MOVEMENTS_A_PAGE;
  }
  return charged;
}
