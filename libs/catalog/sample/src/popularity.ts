import type { Random } from './random.ts';

/** How steeply popularity falls with rank. */
const EXPONENT = 0.871;
/** Pieces sold of the least popular product. */
const LEAST = 5;
/** Keeps the rarest draws inside PostgreSQL's integer. */
const MOST = 2_000_000_000;

/**
 * How often a product was sold, in pieces, by a Zipf law: the product of rank r sells in proportion to r^-0.871.
 *
 * The exponent is the one that Brynjolfsson, Hu and Smith fitted to Amazon's sales ("Consumer Surplus in the Digital Economy", Management Science
 * 49(11), 2003: ln sales = 10.526 - 0.871 ln rank). A product's rank among all would depend on how many there are, so its *relative* rank u = r/N is drawn
 * instead, evenly in (0, 1], and put through the law (the inverse transform: a rank law with exponent s is a Pareto
 * distribution with exponent 1/s; Newman, "Power laws, Pareto distributions and Zipf's law", 2005). Sorted, any number of products follow the law.
 */
export function drawPopularity(random: Random): number {
  const relativeRank = 1 - random.next();
  return Math.min(MOST, Math.floor(LEAST * relativeRank ** -EXPONENT));
}
