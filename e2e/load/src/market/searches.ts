import type { Random } from '../random.ts';
import type { Listed } from './catalogue.ts';

const WORDS = 100;
const WORD = /\p{L}{4,}/gu;

/** Words of products' names, at most 100: those of many products more likely than those of few, as people search. */
export function searchesFor(catalogue: readonly Listed[], random: Random): string[] {
  const words = new Set<string>();
  for (const { name } of random.shuffle(catalogue)) {
    const found = name.toLowerCase().match(WORD) ?? [];
    if (found.length > 0) words.add(random.pick(found));
    if (words.size === WORDS) break;
  }
  return [...words];
}
