import type { Random } from './random.ts';
import type { Range } from './ranges/range.ts';
import { COLLECTIONS, DESIGNER } from './vocabulary.ts';

export interface Described {
  brand: string;
  style: string;
  material: string;
  noun: string;
  /** The noun as sentences have it. */
  thing: string;
  colour: string;
}

/** Two or three sentences about a product; the one about its designer or collection is there in two of three. */
export function describe(random: Random, range: Range, product: Described): string {
  const sentences = [fill(random.pick(range.openings), product)];
  const origin = random.next();
  if (origin < 0.4)
    sentences.push(`Part of the ${random.pickSkewed(COLLECTIONS)} collection by ${product.brand}.`);
  else if (origin < 0.7) sentences.push(`Designed by ${drawDesigner(random)}.`);
  sentences.push(fill(random.pick(range.closings), product));
  return sentences.join(' ');
}

function drawDesigner(random: Random): string {
  const surname = random.pick(DESIGNER.SURNAME_BEGINNINGS) + random.pick(DESIGNER.SURNAME_ENDINGS);
  return `${random.pick(DESIGNER.GIVEN_NAMES)} ${surname}`;
}

/** Fills the holes, and makes "a" an "an" where the word that came in wants it. */
function fill(sentence: string, product: Described): string {
  const words = {
    brand: product.brand,
    thing: product.thing,
    style: product.style.toLowerCase(),
    material: product.material.toLowerCase(),
    colour: product.colour.toLowerCase(),
  };
  return sentence
    .replace(/\{(\w+)\}/g, (_hole, name) => words[name as keyof typeof words])
    .replace(/\b([Aa]) (?=[aeio])/g, '$1n ');
}
