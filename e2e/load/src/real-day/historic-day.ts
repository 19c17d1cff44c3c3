import { describeMalformed, InvoiceBook, readHistory, type PlannedOrder } from '@twinshop/retail-history';
import { readCatalogue } from '../market/catalogue.ts';
import { ShopDoor } from '../shop-door.ts';

/** The orders of a day of the past, in the order of time, with the products of a shop that has them. */
export interface HistoricDay {
  /** Such as `2010-12-06`. */
  date: string;
  orders: readonly HistoricOrder[];
}

export interface HistoricOrder {
  /** Since the day's first order, by the clock of that day. */
  atMs: number;
  /** Whole numbers from 0, the same for the same customer. */
  customer: number;
  items: readonly { productId: string; quantity: number }[];
}

export interface HistoricDayOptions {
  /** Files and folders of invoices. */
  files: readonly string[];
  /** The public address of a shop whose catalogue was imported from them. */
  url: string;
  /** Such as `2010-12-06`; the day with the most orders unless told. */
  date?: string;
}

export type HistoricDayResult = { ok: true; day: HistoricDay } | { ok: false; why: string };

/** Reads the day that is to be replayed; an invoice is an order by the same rules that `./shop replay` has. */
export async function readHistoricDay({ files, url, date }: HistoricDayOptions): Promise<HistoricDayResult> {
  const book = new InvoiceBook();
  const read = await readHistory(files, (line) => {
    if (date === undefined || dateOf(line.time) === date) book.add(line);
  });
  if (!read.ok) return { ok: false, why: describeMalformed(read.malformed) };
  const door = new ShopDoor({ publicUrl: url });
  try {
    const catalogue = await readCatalogue(door);
    const { orders } = book.plan(new Map(catalogue.map(({ sku, id }) => [sku, { id, price: 0 }])));
    const byDate = Map.groupBy(orders, ({ time }) => dateOf(time));
    const [busiest] = [...byDate].sort(([, a], [, b]) => b.length - a.length);
    if (!busiest)
      return { ok: false, why: `The shop sells nothing of that day's invoices: import their files first.` };
    return { ok: true, day: dayOf(...busiest) };
  } finally {
    await door.close();
  }
}

/** How much faster the day must pass to be over after so many seconds. */
export function speedUpFor({ orders }: HistoricDay, seconds: number): number {
  return Math.max(1, orders.at(-1)!.atMs / (seconds * 1_000));
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

function dayOf(date: string, planned: readonly PlannedOrder[]): HistoricDay {
  const customers = [...new Set(planned.map(({ customer }) => customer))];
  const orders = planned.map(({ time, customer, lines }) => ({
    atMs: time - planned[0]!.time,
    customer: customers.indexOf(customer),
    items: lines.map(({ productId, quantity }) => ({ productId, quantity })),
  }));
  return { date, orders };
}
