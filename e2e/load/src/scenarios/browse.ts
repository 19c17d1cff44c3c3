import type { Visit } from './visitor.ts';

const ORDERS_OF_LISTS = ['popular', 'newest', 'price', '-price'];

/** Leafs through two pages of a list, and opens two products: what belongs to each is shown below it. */
export const browse: Visit = async (visitor) => {
  const sort = visitor.random.pick(ORDERS_OF_LISTS);
  const products = [visitor.wants(), visitor.wants()];
  const next = await visitor.looksAtList({ sort });
  if (next !== undefined) await visitor.looksAtList({ sort, after: next });
  for (const product of products) {
    await visitor.looksAt(product);
    await visitor.looksAtRelated(product);
  }
};
