/**
 * How far recommendations look. Chosen on a real shop's months (docs/recommendations.md): twice as far finds no more of
 * what customers bought, and costs twice as much.
 */

/** Latest orders of a product that are looked at, so that a best seller costs no more than a slow one. */
export const BASKETS_OF_A_PRODUCT = 100;

/** Latest orders that best sellers are counted in. */
export const BASKETS_OF_BEST_SELLERS = 1_000;

/** Latest orders of a customer that say what they like, and the products of these that are asked about. */
export const BASKETS_OF_A_CUSTOMER = 10;
export const LIKES_OF_A_CUSTOMER = 50;

/** Baskets that share the most with what is liked are read; of these the most similar count. */
export const BASKETS_READ = 200;
export const BASKETS_COUNTED = 100;
