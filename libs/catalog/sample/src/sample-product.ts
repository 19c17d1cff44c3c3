import { ranges } from './categories.ts';
import { describe } from './description.ts';
import { drawPopularity } from './popularity.ts';
import { drawPrice } from './price.ts';
import { digestOf, randomFrom, uuidOf, type Random } from './random.ts';
import type { Kind, Range } from './ranges/range.ts';
import { BRANDS, COLOURS, STYLES } from './vocabulary.ts';

export interface SampleProduct {
  /** A lower-case UUID. */
  id: string;
  /** `TS-000001` for index 0. */
  sku: string;
  name: string;
  description: string;
  /** The slug of one of `categories`. */
  category: string;
  /** Minor units of GBP. */
  price: number;
  /** 20 to 500 pieces. */
  stock: number;
  /** Pieces sold so far, by a Zipf law (see `drawPopularity`). */
  popularity: number;
  attributes: Record<string, string | number | boolean>;
  /** In the two years before 2026-11-01. */
  createdAt: Date;
}

export const DEFAULT_SEED = 1;

const NEWEST = Date.UTC(2026, 10, 1);
const TWO_YEARS_MS = 2 * 365 * 24 * 60 * 60 * 1000;
/** A department's own styles among the general ones, so that either can be common. */
const stylesOf = new Map(
  ranges.map((range) => [
    range,
    range.styles.flatMap((style, rank) => [STYLES[rank]!, style]).concat(STYLES.slice(range.styles.length)),
  ]),
);
const TOTAL_WEIGHT = ranges.reduce((sum, { weight }) => sum + weight, 0);

/**
 * The product of the generated catalogue at `index`, from 0. It depends on `seed` and `index` only, so the first 1,000 of
 * 1,000,000 products are the catalogue of 1,000.
 */
export function sampleProduct(index: number, seed = DEFAULT_SEED): SampleProduct {
  const digest = digestOf(seed, index);
  const random = randomFrom(digest);
  const range = drawRange(random);
  const kind = random.pick(range.kinds);
  const described = {
    brand: random.pickSkewed(BRANDS),
    style: random.pickSkewed(stylesOf.get(range)!),
    material: random.pick(kind.materials),
    noun: kind.noun,
    thing: kind.called ?? kind.noun.toLowerCase(),
    colour: random.pickSkewed(COLOURS),
  };
  const size = kind.sizes === undefined ? undefined : random.pick(kind.sizes);
  return {
    id: uuidOf(digest),
    sku: `TS-${String(index + 1).padStart(6, '0')}`,
    name: nameOf(random, described, size),
    description: describe(random, range, described),
    category: range.slug,
    price: drawPrice(random, kind.price),
    stock: random.between(20, 500),
    popularity: drawPopularity(random),
    attributes: attributesOf(random, kind, described, size),
    createdAt: new Date(NEWEST - Math.floor(random.next() * TWO_YEARS_MS)),
  };
}

/** The products with `from` ≤ index < `to`, in order. */
export function* sampleProducts(from: number, to: number, seed = DEFAULT_SEED): Generator<SampleProduct> {
  for (let index = from; index < to; index += 1) yield sampleProduct(index, seed);
}

function drawRange(random: Random): Range {
  let left = random.next() * TOTAL_WEIGHT;
  for (const range of ranges) {
    left -= range.weight;
    if (left < 0) return range;
  }
  return ranges[0]!;
}

/** "Oakfield Ribbed Stoneware Mug, Slate Blue", now and then without its style, now and then with its size. */
function nameOf(
  random: Random,
  { brand, style, material, noun, colour }: Parameters<typeof describe>[2],
  size: string | undefined,
): string {
  const words = [brand, random.next() < 0.85 ? style : undefined, material, noun];
  const details = [colour, random.next() < 0.5 ? size : undefined];
  return `${words.filter(Boolean).join(' ')}, ${details.filter(Boolean).join(', ')}`;
}

function attributesOf(
  random: Random,
  kind: Kind,
  { brand, material, colour }: Parameters<typeof describe>[2],
  size: string | undefined,
): SampleProduct['attributes'] {
  return {
    brand,
    colour,
    material,
    ...(size === undefined ? {} : { size }),
    weight_g: Math.max(10, Math.round((kind.weight * (0.85 + 0.3 * random.next())) / 10) * 10),
    ...kind.attributes,
  };
}
