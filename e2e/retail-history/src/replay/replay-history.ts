import { compare, type Disagreement, type Sums } from '../check/compare.ts';
import { readLedger, readOrdersBack } from '../check/read-back.ts';
import { readHistory } from '../parse/read-history.ts';
import type { OnProgress } from '../progress.ts';
import { outcomeOf, RefusedError, refuseMalformed, type Outcome } from '../refusal.ts';
import { InvoiceBook, type Accounts, type Plan } from '../rules/invoice-book.ts';
import { RULE_ORDER } from '../rules/plan-rules.ts';
import { Tally } from '../rules/tally.ts';
import { HttpApi } from '../shop/http-api.ts';
import { adminSession, Customers, type Credentials } from '../shop/sessions.ts';
import { lookUpProducts } from './look-up-products.ts';
import type { Speed } from './pace.ts';
import { placeOrders, type PlacedOrder, type Placing } from './place-orders.ts';
import { restock, type Restocked } from './restock.ts';

export type ReplayOptions = {
  /** Files and folders. */
  files: readonly string[];
  baseUrl: string;
  /** The payment provider, for its ledger; without it the ledger is not checked. */
  providerUrl?: string;
  /** Restocks; and the customers' passwords follow from its password. */
  admin: Credentials;
  /** Default `max`. */
  speed?: Speed;
  /** Orders under way at a time; default 16. */
  concurrency?: number;
  /** At most so many invoices, the first ones; default all. */
  limit?: number;
  onProgress?: OnProgress;
};

/** How many orders ended in a status, for which failure, and what they come to in pence. */
export type StatusCount = { status: string; failure: string | null; orders: number; amount: number };

export type ReplayReport = {
  files: string[];
  baseUrl: string;
  speed: Speed;
  concurrency: number;
  startedAt: string;
  /** Of the placing alone, without reading and checking. */
  placingSeconds: number;
  seconds: number;
  /** What the shop itself refused is among the refused, as `shop_<code>`. */
  accounts: Accounts;
  customers: number;
  restocked: Restocked;
  /** Of the placed orders, those that an earlier run had placed. */
  alreadyThere: number;
  /** Requests to the shop that failed and were made again, by why. */
  repeated: Readonly<Record<string, number>>;
  statuses: StatusCount[];
  sums: Sums;
  disagreements: Disagreement[];
};

const CONCURRENCY = 16;

/**
 * Places each invoice of the files as an order of its customer through the shop's public API, in the order of time, and
 * checks afterwards that the file, the shop and the payment provider agree. Nothing is sent before all files have been
 * read to their end. Interrupted at any moment, the same call resumes: nothing is placed twice.
 */
export function replayHistory(options: ReplayOptions): Promise<Outcome<ReplayReport>> {
  const { files, onProgress = () => {}, concurrency = CONCURRENCY } = options;
  return outcomeOf(async () => {
    const book = new InvoiceBook();
    const read = await readHistory(
      files,
      (line) => book.add(line),
      (done, total) => onProgress({ phase: 'read', done, total }),
    );
    if (!read.ok) throw refuseMalformed(read.malformed);
    const api = new HttpApi(options.baseUrl, concurrency);
    const provider = options.providerUrl ? new HttpApi(options.providerUrl, 1) : undefined;
    try {
      return await replay({ ...options, files: read.files, concurrency, onProgress }, book, api, provider);
    } finally {
      await Promise.all([api.close(), provider?.close()]);
    }
  });
}

async function replay(
  options: ReplayOptions & { files: string[]; concurrency: number; onProgress: OnProgress },
  book: InvoiceBook,
  api: HttpApi,
  provider: HttpApi | undefined,
): Promise<ReplayReport> {
  const { admin, concurrency, onProgress, speed = 'max' } = options;
  const started = Date.now();
  await api.expectShop();
  const plan = book.plan(await catalogueOf(api, book.skus(), onProgress), options.limit);
  const restocked = await restock(api, adminSession(api, admin), plan.orders, concurrency, onProgress);

  const customers = new Customers(api, admin.password);
  const placingStarted = Date.now();
  const placing = await placeOrders(customers, plan.orders, { speed, concurrency }, (done) =>
    onProgress({ phase: 'place', done, total: plan.orders.length }),
  );
  const placingSeconds = (Date.now() - placingStarted) / 1000;

  const history = await readOrdersBack(customers, placing.placed, concurrency, onProgress);
  const ledger = provider && (await readLedger(provider, placing.placed, onProgress));
  const accounts = settle(plan, placing);
  const { sums, disagreements } = compare({ accounts, ...placing, history, ledger });
  return {
    files: options.files,
    baseUrl: options.baseUrl,
    speed,
    concurrency,
    startedAt: new Date(started).toISOString(),
    placingSeconds,
    seconds: (Date.now() - started) / 1000,
    accounts,
    customers: new Set(placing.placed.map(({ planned }) => planned.customer)).size,
    restocked,
    alreadyThere: placing.placed.filter(({ alreadyThere }) => alreadyThere).length,
    repeated: api.repeated,
    statuses: statusesOf(placing.placed.map(({ order }) => history.get(order.id) ?? order)),
    sums,
    disagreements,
  };
}

async function catalogueOf(api: HttpApi, skus: ReadonlySet<string>, onProgress: OnProgress) {
  const catalogue = await lookUpProducts(api, skus, onProgress);
  if (skus.size > 0 && catalogue.size === 0) {
    throw new RefusedError(
      'nothing_in_catalogue',
      `the shop has none of the ${skus.size} products of these files: bring them in first, with ./shop import and the same files`,
    );
  }
  return catalogue;
}

/** The plan's account, when what the shop itself refused has moved from the planned to the refused. */
function settle({ accounts }: Plan, { placed, unplaced }: Placing): Accounts {
  const lines = new Tally();
  const invoices = new Tally();
  for (const { planned, code } of unplaced) {
    invoices.add(`shop_${code}`, planned.invoice);
    lines.add(`shop_${code}`, planned.invoice, planned.fileLines);
  }
  const sum = (count: (order: PlacedOrder['planned']) => number) =>
    placed.reduce((total, { planned }) => total + count(planned), 0);
  const ordered = sum(({ lines }) => lines.length);
  return {
    lines: {
      read: accounts.lines.read,
      ordered,
      merged: sum(({ fileLines }) => fileLines) - ordered,
      refused: [...accounts.lines.refused, ...lines.inOrderOf(RULE_ORDER)],
    },
    invoices: {
      read: accounts.invoices.read,
      placed: placed.length,
      refused: [...accounts.invoices.refused, ...invoices.inOrderOf(RULE_ORDER)],
    },
  };
}

function statusesOf(
  orders: readonly { status: string; failure: { code: string } | null; total: { amount: number } }[],
) {
  const counts = new Map<string, StatusCount>();
  for (const { status, failure, total } of orders) {
    const key = `${status} ${failure?.code ?? ''}`;
    const count = counts.get(key) ?? { status, failure: failure?.code ?? null, orders: 0, amount: 0 };
    counts.set(key, { ...count, orders: count.orders + 1, amount: count.amount + total.amount });
  }
  return [...counts.values()].sort((a, b) => b.orders - a.orders);
}
