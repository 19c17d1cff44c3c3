import { dice, type Replica } from '../projected.ts';
import type { Invoice } from './read-invoices.ts';

/** Of how many baskets the product that was left out was among the ten that were asked for. */
export interface Hits {
  baskets: number;
  /** Asked with the rest of the basket. */
  withBasket: number;
  /** Asked with one product of the rest. */
  withProduct: number;
  bestSellers: number;
}

const ASKED_FOR = 10;

const uuid = (kind: string, text: string): string => `${kind}-0000-7000-8000-${text.padStart(12, '0')}`;
const hex = (text: string): string => Buffer.from(text.slice(-6)).toString('hex').slice(-12);

/** An invoice as the order that it would have been. @param number the place among all orders */
export const asOrder = ({ customer, products }: Invoice, number: number) => ({
  orderId: uuid('00000003', String(number)),
  customerId: uuid('00000002', hex(customer)),
  lines: products.map((product) => ({ productId: idOf(product) })),
});

const idOf = (product: string): string => uuid('00000001', hex(product));

/**
 * Leaves one product of each basket out, asks what goes with the rest, and counts how often it is among the ten answers;
 * the same for one product of the rest, and for the best sellers that are not in the rest.
 */
export const leaveOneOut = async ({ history }: Replica, invoices: readonly Invoice[]): Promise<Hits> => {
  const roll = dice(20_111);
  const hits: Hits = { baskets: 0, withBasket: 0, withProduct: 0, bestSellers: 0 };
  const best = await history.bestSellers(1_000);
  for (const { products } of invoices) {
    if (products.length < 2) continue;
    const ids = products.map(idOf);
    const [leftOut] = ids.splice(roll(ids.length), 1) as [string];
    const found = (suggested: string[]): number => (suggested.includes(leftOut) ? 1 : 0);
    hits.baskets += 1;
    hits.withBasket += found(await history.forBasket(ids, ASKED_FOR));
    hits.withProduct += found(await history.alsoBought(ids[roll(ids.length)]!, ASKED_FOR));
    hits.bestSellers += found(best.filter((id) => !ids.includes(id)).slice(0, ASKED_FOR));
  }
  return hits;
};
