import type { Finding } from './check-report.ts';
import type { Pieces } from './history/history.ts';
import { wrongPieces } from './judging/stock.ts';
import { readStock } from './reading/stock.ts';
import type { ShopToRead } from './reading/variant.ts';

/**
 * Looks at the stock while the shop sells: what is below none, and where the pieces of products are of which it is known
 * how many there were. At rest, `check` looks at all of them.
 */
export async function sampleStock(shop: ShopToRead, initial: Pieces = {}): Promise<Finding[]> {
  const sampled = await readStock(shop, Object.keys(initial));
  return sampled.flatMap((product) => wrongPieces(product, initial[product.id]));
}
