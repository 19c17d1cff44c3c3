import type { Sort } from '@twinshop/catalog-contracts';

/**
 * An order in which products are walked: a column and then the id, both in one direction, so that the last row of a
 * page says exactly where the next begins (keyset pagination, https://use-the-index-luke.com/no-offset).
 */
export interface ProductOrder {
  name: string;
  column: 'created_at' | 'price_amount' | 'popularity';
  direction: 'ASC' | 'DESC';
}

export const PRODUCT_ORDERS: Record<Sort, ProductOrder> = {
  newest: { name: 'newest', column: 'created_at', direction: 'DESC' },
  price: { name: 'price', column: 'price_amount', direction: 'ASC' },
  '-price': { name: '-price', column: 'price_amount', direction: 'DESC' },
  popular: { name: 'popular', column: 'popularity', direction: 'DESC' },
};

/** How products that match equally well are ranked. */
export const BEST_MATCH_ORDER = PRODUCT_ORDERS.popular;
