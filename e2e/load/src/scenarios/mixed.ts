import { usualLines, usualPieces } from '../real-day/habits.ts';
import { browse } from './browse.ts';
import { search } from './search.ts';
import type { Visit } from './visitor.ts';

/** An assumption: invoices tell what was bought, and nothing of those who only looked. */
export const VISITS_THAT_BUY = 0.03;
/** Another one, for the same reason. */
export const VISITS_THAT_SEARCH = 0.3;

/** A usual day: most only look, some search, few buy; what and how much is bought is as in the real shop. */
export const mixed: Visit = async (visitor) => {
  const { random } = visitor;
  const [buys, searches] = [random.happens(VISITS_THAT_BUY), random.happens(VISITS_THAT_SEARCH)];
  const basket = buys ? visitor.basket(usualLines(random), () => usualPieces(random)) : [];
  await (searches ? search(visitor) : browse(visitor));
  if (buys) await visitor.buys(basket);
};
