import type { PlacedOrder, UnplacedOrder } from '../replay/place-orders.ts';
import type { Accounts } from '../rules/invoice-book.ts';
import { sumOf } from '../rules/tally.ts';
import type { ShopOrder } from '../shop/answers.ts';
import type { Charged } from './read-back.ts';

/** One thing on which the file, the shop and the provider do not agree. */
export type Disagreement = {
  code:
    | 'lines_unaccounted'
    | 'invoices_unaccounted'
    | 'refused_by_shop'
    | 'not_in_history'
    | 'not_final'
    | 'lines_differ'
    | 'total_differs'
    | 'not_captured_once'
    | 'captured_amount_differs'
    | 'charged_without_order';
  invoice?: string;
  orderId?: string;
  detail: string;
};

/** Pence of the confirmed orders, as three witnesses have it. */
export type Sums = {
  /** The file's quantities at the catalogue's prices. */
  file: number;
  /** The totals in the customers' own order histories. */
  shop: number;
  /** Captured less refunded, of all orders of the replay; undefined where the provider was not asked. */
  provider: number | undefined;
};

export type Evidence = {
  accounts: Accounts;
  placed: readonly PlacedOrder[];
  unplaced: readonly UnplacedOrder[];
  /** The shop's orders by id. */
  history: ReadonlyMap<string, ShopOrder>;
  /** The provider's movements by the order's id; undefined where it was not asked. */
  ledger: ReadonlyMap<string, Charged> | undefined;
};

/** Holds the file, the shop and the provider against each other, order by order and in sum. */
export function compare(evidence: Evidence): { sums: Sums; disagreements: Disagreement[] } {
  const { accounts, placed, unplaced, history, ledger } = evidence;
  const disagreements = [...unaccounted(accounts), ...unplaced.map(refusedByShop)];
  const sums: Sums = { file: 0, shop: 0, provider: ledger && 0 };
  for (const { planned, order } of placed) {
    const seen = history.get(order.id);
    const { invoice } = planned;
    const disagree = (code: Disagreement['code'], detail: string) =>
      disagreements.push({ code, invoice, orderId: order.id, detail });

    const confirmed = (seen ?? order).status === 'confirmed';
    if (confirmed) sums.file += planned.total;
    if (!seen) {
      disagree('not_in_history', `its customer's orders do not have it, though it was ${order.status}`);
    } else {
      if (confirmed) sums.shop += seen.total.amount;
      if (seen.status === 'pending') disagree('not_final', 'it is still pending');
      if (linesOf(planned.lines) !== linesOf(seen.items)) {
        disagree('lines_differ', 'its products or quantities are not those of the invoice');
      }
      if (seen.total.amount !== planned.total) {
        disagree(
          'total_differs',
          `${pounds(planned.total)} by the file, ${pounds(seen.total.amount)} in the shop`,
        );
      }
    }
    if (!ledger) continue;
    const charged = ledger.get(order.id) ?? { captures: 0, captured: 0, refunded: 0 };
    const net = charged.captured - charged.refunded;
    sums.provider = (sums.provider ?? 0) + net;
    if (!confirmed) {
      if (net !== 0) disagree('charged_without_order', `${pounds(net)} are charged, and it is not confirmed`);
    } else if (charged.captures !== 1) {
      disagree('not_captured_once', `captured ${charged.captures} times`);
    } else if (net !== planned.total) {
      disagree(
        'captured_amount_differs',
        `${pounds(planned.total)} by the file, ${pounds(net)} at the provider`,
      );
    }
  }
  return { sums, disagreements };
}

function unaccounted({ lines, invoices }: Accounts): Disagreement[] {
  const found: Disagreement[] = [];
  const linesSum = lines.ordered + lines.merged + sumOf(lines.refused);
  if (linesSum !== lines.read) {
    found.push({ code: 'lines_unaccounted', detail: `${lines.read} read, ${linesSum} accounted for` });
  }
  const invoicesSum = invoices.placed + sumOf(invoices.refused);
  if (invoicesSum !== invoices.read) {
    found.push({
      code: 'invoices_unaccounted',
      detail: `${invoices.read} read, ${invoicesSum} accounted for`,
    });
  }
  return found;
}

function refusedByShop({ planned, code }: UnplacedOrder): Disagreement {
  return { code: 'refused_by_shop', invoice: planned.invoice, detail: `the shop answered ${code}` };
}

function linesOf(lines: readonly { productId: string; quantity: number }[]): string {
  return lines
    .map(({ productId, quantity }) => `${productId} ${quantity}`)
    .sort()
    .join('\n');
}

/** `£1,234.56`. */
export function pounds(pence: number): string {
  return (pence / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' });
}
