import { BASKETS_COUNTED, BASKETS_READ, LIKES_OF_A_CUSTOMER } from './reach.ts';

/** A product that somebody is interested in, and how much. */
export interface Like {
  productId: string;
  weight: number;
}

/** An order that has something of what is liked. */
export interface Neighbour {
  orderId: string;
  /** The weights of the likes that it has, summed. */
  shared: number;
}

/** What a customer bought last says four times as much as what they bought before that, and so on. */
const FADING = 1 / 4;

/** What a customer's orders say that they like: @param baskets the latest first */
export const likesOf = (baskets: readonly (readonly string[])[]): Like[] => {
  const weights = new Map<string, number>();
  for (const [age, basket] of baskets.entries()) {
    for (const productId of basket) {
      if (weights.size === LIKES_OF_A_CUSTOMER) break;
      if (!weights.has(productId)) weights.set(productId, FADING ** age);
    }
  }
  return [...weights].map(([productId, weight]) => ({ productId, weight }));
};

/**
 * The orders that share the most with what is liked, at most 200; the latest where they share as much.
 * @param having for each like the orders that have it
 */
export const neighboursOf = (likes: readonly Like[], having: readonly (readonly string[])[]): Neighbour[] => {
  const shared = new Map<string, number>();
  for (const [index, { weight }] of likes.entries()) {
    for (const orderId of having[index]!) shared.set(orderId, (shared.get(orderId) ?? 0) + weight);
  }
  return [...shared]
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? 1 : -1))
    .slice(0, BASKETS_READ)
    .map(([orderId, weight]) => ({ orderId, shared: weight }));
};

/**
 * Products of the baskets most similar to what is liked, the best first: each basket speaks for its products by the
 * square of its cosine with the likes. (Neighbourhoods of sessions: D. Jannach and M. Ludewig, "When Recurrent Neural
 * Networks meet the Neighborhood for Session-Based Recommendation", RecSys 2017.)
 *
 * @param baskets those of the neighbours, in their order; empty where one is not known any more
 * @param known products that are not to be suggested
 */
export const suggest = (
  neighbours: readonly Neighbour[],
  baskets: readonly (readonly string[])[],
  known: ReadonlySet<string>,
  limit: number,
): string[] => {
  const similar = neighbours
    .map(({ shared }, index) => ({ basket: baskets[index]!, shared }))
    .filter(({ basket }) => basket.length > 0)
    .map(({ basket, shared }) => ({ basket, similarity: shared ** 2 / basket.length }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, BASKETS_COUNTED);
  const scores = new Map<string, number>();
  for (const { basket, similarity } of similar) {
    for (const productId of basket) {
      if (!known.has(productId)) scores.set(productId, (scores.get(productId) ?? 0) + similarity);
    }
  }
  return bestFirst(scores).slice(0, limit);
};

/** All products of these baskets, those in the most of them first. */
export const mostBought = (baskets: readonly (readonly string[])[]): string[] => {
  const counts = new Map<string, number>();
  for (const basket of baskets) {
    for (const productId of basket) counts.set(productId, (counts.get(productId) ?? 0) + 1);
  }
  return bestFirst(counts);
};

/** The elder product, by its id, where two have the same score. */
const bestFirst = (scores: ReadonlyMap<string, number>): string[] =>
  [...scores].sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1)).map(([productId]) => productId);
