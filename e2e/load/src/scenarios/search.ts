import { popular } from '../real-day/habits.ts';
import type { Visit } from './visitor.ts';

/** Searches by a word, once more in a category by price, and looks through the category. */
export const search: Visit = async (visitor) => {
  const { market, random } = visitor;
  const words = popular(market.searches, random);
  const category = random.pick(market.categories);
  await visitor.searches(words);
  await visitor.searches(words, { category, sort: 'price' });
  await visitor.looksAtList({ category });
};
