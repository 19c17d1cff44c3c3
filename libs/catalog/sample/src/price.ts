import type { Random } from './random.ts';

/** How widely prices of one kind of thing spread: about two thirds lie within 1/1.4 and 1.4 times the usual price. */
const SPREAD = 0.34;

/**
 * A price in minor units, log-normal around what the thing usually costs, ending as prices in shops do:
 * .49 .79 .95 .99 below ten pounds, .50 .95 .99 .00 below a hundred, whole pounds that end in 5 or 9 above.
 * @param usual the median price in minor units
 */
export function drawPrice(random: Random, usual: number): number {
  return charm(usual * Math.exp(SPREAD * random.normal()), random);
}

function charm(price: number, random: Random): number {
  const pounds = Math.max(1, Math.floor(price / 100));
  if (pounds < 10) return pounds * 100 + random.pickSkewed([99, 49, 95, 79, 50, 25]);
  if (pounds < 100) return pounds * 100 + random.pickSkewed([99, 0, 95, 50]);
  return (Math.floor(pounds / 10) * 10 + random.pickSkewed([9, 5])) * 100;
}
