import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What was counted in the invoices of a real shop; `derive-figures.ts` makes it of the data. */
export interface RealFigures {
  source: string;
  /** The first and the last day. */
  from: string;
  to: string;
  orders: number;
  /** The best-selling `rank` of all products, from 0 to 1, are in `share` of the lines of all orders. */
  popularity: readonly { rank: number; share: number }[];
  /** `share` of orders have at most `value` lines. */
  linesOfAnOrder: readonly Quantile[];
  /** `share` of lines are of at most `value` pieces. */
  piecesOfALine: readonly Quantile[];
}

export interface Quantile {
  share: number;
  value: number;
}

export const FIGURES_FILE = path.join(import.meta.dirname, '../../src/real-day/figures.json');

export const readFigures = (): RealFigures => JSON.parse(readFileSync(FIGURES_FILE, 'utf8')) as RealFigures;
