/** One kind of thing in a department, such as a mug. */
export interface Kind {
  /** As it stands in a product's name. */
  noun: string;
  /** What a sentence calls it, where that is not the noun: a pair of slippers. */
  called?: string;
  /** Median price in minor units. */
  price: number;
  /** Usual weight in grams. */
  weight: number;
  materials: readonly string[];
  /** Sizes that it comes in, where it does. */
  sizes?: readonly string[];
  /** Further attributes of every one of its kind. */
  attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** A department: what it sells and how it talks about it. */
export interface Range {
  slug: string;
  name: string;
  /** Share of the catalogue, relative to the others. */
  weight: number;
  /** What sets one of a kind apart, the commonest first; the shop's general styles come after. */
  styles: readonly string[];
  kinds: readonly Kind[];
  /** First sentences. `{thing}`, `{material}`, `{colour}`, `{style}` and `{brand}` are filled in. */
  openings: readonly string[];
  /** Last sentences, filled in likewise. */
  closings: readonly string[];
}
