import type { InvoiceLine } from '../parse/invoice-line.ts';
import { refusalOfInvoice } from './invoice-rules.ts';
import { MOST_OF_A_PRODUCT, refusalOf } from './line-rules.ts';
import { RULE_ORDER } from './plan-rules.ts';
import { Tally, type Refused } from './tally.ts';

/** What an order needs to know of a product: its id in the shop and its price in pence. */
export type Sellable = { id: string; price: number };

export type PlannedLine = { sku: string; productId: string; quantity: number; unitPrice: number };

/** An invoice as the order it becomes. */
export type PlannedOrder = {
  invoice: string;
  /** The file's time of it, in milliseconds since 1970. */
  time: number;
  customer: string;
  country: string;
  lines: PlannedLine[];
  /** Pence: the file's quantities at the catalogue's prices. */
  total: number;
  /** How many lines of the file went into it, before a product's lines were merged. */
  fileLines: number;
};

/**
 * In a plan, `placed` is what is to be placed. `lines.read = lines.ordered + lines.merged + every refused`, and `invoices.read = invoices.placed + every refused`:
 * each line and each invoice is counted once.
 */
export type Accounts = {
  lines: { read: number; ordered: number; merged: number; refused: Refused[] };
  invoices: { read: number; placed: number; refused: Refused[] };
};

export type Plan = { orders: PlannedOrder[]; accounts: Accounts };

type SoldLine = { sku: string; quantity: number; where: string };
type Draft = {
  number: string;
  time: number;
  customers: Set<string>;
  country: string;
  where: string;
  sold: SoldLine[];
};

/**
 * Gathers the lines of invoices as they are read, in whatever order, and makes of them the orders of a replay.
 * Of a line that its own rule refuses only the count is kept.
 */
export class InvoiceBook {
  readonly #drafts = new Map<string, Draft>();
  readonly #refused: { rule: string; where: string }[] = [];
  #read = 0;

  add(line: InvoiceLine): void {
    this.#read += 1;
    const where = `${line.file}:${line.line}`;
    const draft = this.#draftOf(line, where);
    draft.time = Math.min(draft.time, line.time);
    if (line.customer !== '') draft.customers.add(line.customer);
    const rule = refusalOf(line);
    if (rule) this.#refused.push({ rule, where });
    else draft.sold.push({ sku: line.stockCode, quantity: line.quantity, where });
  }

  /** The stock codes that the invoices sell. */
  skus(): Set<string> {
    return new Set([...this.#drafts.values()].flatMap(({ sold }) => sold.map(({ sku }) => sku)));
  }

  /**
   * The orders in the order of time, at most `limit`, and the account of what became of every line and invoice.
   * @param catalogue what the shop sells, by sku
   */
  plan(catalogue: ReadonlyMap<string, Sellable>, limit = Infinity): Plan {
    const lines = new Tally();
    const invoices = new Tally();
    for (const { rule, where } of this.#refused) lines.add(rule, where);

    const orders: PlannedOrder[] = [];
    let ordered = 0;
    let merged = 0;
    const refuse = (rule: string, draft: Draft, left: SoldLine[]) => {
      invoices.add(rule, draft.where);
      for (const { where } of left) lines.add(rule, where);
    };

    for (const draft of this.#inTimeOrder()) {
      const { order, kept, refused } = toOrder(draft, catalogue);
      for (const { rule, where } of refused) lines.add(rule, where);
      const { number, customers } = draft;
      const rule = refusalOfInvoice({ number, customers, products: order.lines.length });
      if (rule) {
        refuse(rule, draft, kept);
      } else if (orders.length >= limit) {
        refuse('beyond_limit', draft, kept);
      } else {
        orders.push(order);
        ordered += order.lines.length;
        merged += order.fileLines - order.lines.length;
      }
    }
    return {
      orders,
      accounts: {
        lines: { read: this.#read, ordered, merged, refused: lines.inOrderOf(RULE_ORDER) },
        invoices: {
          read: this.#drafts.size,
          placed: orders.length,
          refused: invoices.inOrderOf(RULE_ORDER),
        },
      },
    };
  }

  #draftOf({ invoice, time, country }: InvoiceLine, where: string): Draft {
    const known = this.#drafts.get(invoice);
    if (known) return known;
    const draft = { number: invoice, time, customers: new Set<string>(), country, where, sold: [] };
    this.#drafts.set(invoice, draft);
    return draft;
  }

  #inTimeOrder(): Draft[] {
    return [...this.#drafts.values()].sort(
      (a, b) => a.time - b.time || (a.number < b.number ? -1 : a.number > b.number ? 1 : 0),
    );
  }
}

/** One order of a draft's lines, a product's lines merged into one; with the lines that went in and those refused. */
function toOrder(draft: Draft, catalogue: ReadonlyMap<string, Sellable>) {
  const byProduct = new Map<string, PlannedLine>();
  const kept: SoldLine[] = [];
  const refused: { rule: string; where: string }[] = [];
  for (const line of draft.sold) {
    const product = catalogue.get(line.sku);
    const before = byProduct.get(line.sku);
    const quantity = (before?.quantity ?? 0) + line.quantity;
    if (!product) {
      refused.push({ rule: 'not_in_catalogue', where: line.where });
    } else if (quantity > MOST_OF_A_PRODUCT) {
      refused.push({ rule: 'quantity_over_limit', where: line.where });
    } else {
      kept.push(line);
      byProduct.set(line.sku, { sku: line.sku, productId: product.id, quantity, unitPrice: product.price });
    }
  }
  const lines = [...byProduct.values()];
  const order: PlannedOrder = {
    invoice: draft.number,
    time: draft.time,
    customer: [...draft.customers][0] ?? '',
    country: draft.country,
    lines,
    total: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    fileLines: kept.length,
  };
  return { order, kept, refused };
}
