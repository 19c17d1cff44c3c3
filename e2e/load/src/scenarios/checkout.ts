import type { Visit } from './visitor.ts';

const MOST_LINES = 4;
const MOST_PIECES = 3;

/** Comes with one to four products in mind, puts them into the cart, orders, and looks at the order. */
export const checkout: Visit = async (visitor) => {
  const upTo = (most: number): number => 1 + visitor.random.below(most);
  await visitor.buys(visitor.basket(upTo(MOST_LINES), () => upTo(MOST_PIECES)));
};
