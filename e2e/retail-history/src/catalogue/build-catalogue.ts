import type { InvoiceLine } from '../parse/invoice-line.ts';
import { refusalOf } from '../rules/line-rules.ts';
import { RULE_ORDER } from '../rules/plan-rules.ts';
import { Tally, type Refused } from '../rules/tally.ts';
import { departmentOf } from './departments.ts';
import { commonestOf, medianOf } from './median.ts';

/** A product as `POST /api/admin/products/import` takes it. */
export type CatalogueProduct = {
  sku: string;
  name: string;
  description: string;
  category: string;
  price: { amount: number; currency: 'GBP' };
  stock: number;
  attributes: Record<string, string | number | boolean>;
};

/** `linesRead = linesUsed + every refused`. */
export type Catalogue = {
  products: CatalogueProduct[];
  linesRead: number;
  linesUsed: number;
  refused: Refused[];
};

const LONGEST_NAME = 200;

/** On the shelf beyond what the history sells, so that the shop is not sold out when the history is over. */
const SPARE_STOCK = 1_000;

type Evidence = { descriptions: Map<string, number>; prices: Map<number, number>; sold: number };

/** Gathers what the invoice lines say about each stock code, in memory that grows with the products and not with the lines. */
export class CatalogueBook {
  readonly #byStockCode = new Map<string, Evidence>();
  readonly #refused = new Tally();
  #read = 0;
  #used = 0;

  add(line: InvoiceLine): void {
    this.#read += 1;
    const rule = refusalOf(line);
    if (rule) {
      this.#refused.add(rule, `${line.file}:${line.line}`);
      return;
    }
    this.#used += 1;
    const evidence = this.#evidenceOf(line.stockCode);
    count(evidence.descriptions, line.description);
    count(evidence.prices, line.price);
    evidence.sold += line.quantity;
  }

  /** One product for each stock code, by sku: the commonest description, the median price, stock for all that was sold. */
  catalogue(): Catalogue {
    const codes = [...this.#byStockCode.keys()].sort();
    return {
      products: codes.map((sku) => toProduct(sku, this.#byStockCode.get(sku)!)),
      linesRead: this.#read,
      linesUsed: this.#used,
      refused: this.#refused.inOrderOf(RULE_ORDER),
    };
  }

  #evidenceOf(stockCode: string): Evidence {
    const known = this.#byStockCode.get(stockCode);
    if (known) return known;
    const evidence = { descriptions: new Map<string, number>(), prices: new Map<number, number>(), sold: 0 };
    this.#byStockCode.set(stockCode, evidence);
    return evidence;
  }
}

function count<Value>(occurrences: Map<Value, number>, value: Value): void {
  occurrences.set(value, (occurrences.get(value) ?? 0) + 1);
}

function toProduct(sku: string, { descriptions, prices, sold }: Evidence): CatalogueProduct {
  const name = nameOf(commonestOf(descriptions));
  return {
    sku,
    name,
    description: sentenceOf(name),
    category: departmentOf(name),
    price: { amount: medianOf(prices), currency: 'GBP' },
    stock: sold + SPARE_STOCK,
    attributes: { stockCode: sku },
  };
}

/** The description as one line of at most 200 characters, none of them a half of a pair. */
function nameOf(description: string): string {
  return description
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .slice(0, LONGEST_NAME)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/** `WHITE HANGING HEART T-LIGHT HOLDER` to `White hanging heart t-light holder.` */
function sentenceOf(name: string): string {
  const words = name
    .replace(/\s+/g, ' ')
    .replace(/[.,;\s]+$/, '')
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
