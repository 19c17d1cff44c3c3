import { writeFileSync } from 'node:fs';
import { describeMalformed, InvoiceBook, readHistory, type PlannedOrder } from '@twinshop/retail-history';
import { FIGURES_FILE, type RealFigures } from './figures.ts';

const SOURCE =
  'Chen, D. (2015), Online Retail, UCI Machine Learning Repository, DOI 10.24432/C5BW33, CC BY 4.0';
const RANKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
/** Beyond the 99th percentile are wholesalers, whose orders by the thousand are no shop's usual day. */
const SHARES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/**
 * Writes `figures.json` anew from the data set, which is no part of this project:
 * `node --conditions=@twinshop/source src/real-day/derive-figures.ts FILES AND FOLDERS`.
 */
async function deriveFigures(files: readonly string[]): Promise<RealFigures> {
  const book = new InvoiceBook();
  const read = await readHistory(files, (line) => book.add(line));
  if (!read.ok) throw new Error(describeMalformed(read.malformed));
  const everything = new Map([...book.skus()].map((sku) => [sku, { id: sku, price: 0 }]));
  const { orders } = book.plan(everything);
  const lines = orders.flatMap((order) => order.lines);
  return {
    source: SOURCE,
    from: dateOf(orders.at(0)!),
    to: dateOf(orders.at(-1)!),
    orders: orders.length,
    popularity: popularityOf(lines.map(({ sku }) => sku)),
    linesOfAnOrder: quantilesOf(orders.map((order) => order.lines.length)),
    piecesOfALine: quantilesOf(lines.map(({ quantity }) => quantity)),
  };
}

function popularityOf(sold: readonly string[]): RealFigures['popularity'] {
  const counts = [...Map.groupBy(sold, (sku) => sku).values()]
    .map(({ length }) => length)
    .sort((a, b) => b - a);
  return RANKS.map((rank) => {
    const best = counts.slice(0, Math.round(rank * counts.length));
    const share = best.reduce((sum, count) => sum + count, 0) / sold.length;
    return { rank, share: Number(share.toFixed(4)) };
  });
}

function quantilesOf(numbers: readonly number[]): RealFigures['linesOfAnOrder'] {
  const sorted = numbers.toSorted((a, b) => a - b);
  return SHARES.map((share) => ({ share, value: sorted[Math.floor(share * (sorted.length - 1))]! }));
}

const dateOf = ({ time }: PlannedOrder): string => new Date(time).toISOString().slice(0, 10);

const figures = await deriveFigures(process.argv.slice(2));
writeFileSync(FIGURES_FILE, `${JSON.stringify(figures, null, 2)}\n`);
