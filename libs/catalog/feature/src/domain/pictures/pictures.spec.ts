import { describe, expect, it } from '@jest/globals';
import { drawPicture, isMotif, motifFor, pictureUrl, seedFor, type Motif } from './index.ts';
import { MOTIFS } from './motifs/all-motifs.ts';

const motifs = [...MOTIFS.keys()] as Motif[];

describe('the motif of a product', () => {
  it.each<[string, string, Motif]>([
    ['Oakfield Speckled Stoneware Mug, Slate Blue', 'kitchen-dining', 'mug'],
    ['Tansy Porcelain Toothbrush Mug, Cream', 'bath-body', 'mug'],
    ['Fenwick & Daughters Cotton Canvas Shoes, White, 38', 'clothing-shoes', 'shoe'],
    ['Kestrel Classic Hemp T-Shirt, Navy', 'clothing-shoes', 'shirt'],
    ["Marlowe Damascus Steel Chef's Knife, Black", 'kitchen-dining', 'knife'],
    ['Oak Dolls House', 'toys-games', 'house'],
    ['Box of Matches', 'home-decor', 'candle'],
    ['WHITE HANGING HEART T-LIGHT HOLDER', '', 'candlestick'],
    ['REGENCY CAKESTAND 3 TIER', '', 'cake-stand'],
    ['LUNCH BAG CARS BLUE', '', 'bag'],
    ['SET OF 3 CAKE TINS PANTRY DESIGN ', '', 'tin'],
    ['ASSORTED COLOUR BIRD ORNAMENT', '', 'bird'],
    ['HEART OF WICKER SMALL', '', 'heart'],
    ['ALARM CLOCK BAKELIKE RED ', '', 'alarm-clock'],
  ])('of %j in %j is %s', (name, category, motif) => {
    expect(motifFor(name, category)).toBe(motif);
  });

  it.each<[string, Motif]>([
    ['kitchen-dining', 'mug'],
    ['furniture', 'armchair'],
    ['garden-outdoors', 'plant-pot'],
    ['electronics', 'radio'],
    ['toys-games', 'blocks'],
    ['nothing-known', 'parcel'],
    ['', 'parcel'],
  ])("is its department's where the name tells nothing: %s", (category, motif) => {
    expect(motifFor('Zorblax 9000', category)).toBe(motif);
  });

  it.each([
    ['', ''],
    ['<script>alert(1)</script>"&', '../../etc'],
    ['\u0000\ud800 \u202e mug\u0301', '💥'],
    ['constructor __proto__ toString hasOwnProperty', '__proto__'],
    [', , ,', ','],
    ['mug '.repeat(100_000), 'x'.repeat(1_000_000)],
    ['a'.repeat(1_000_000), 'b-'.repeat(500_000)],
  ])('is a motif whatever the name is (%#)', (name, category) => {
    expect(isMotif(motifFor(name, category))).toBe(true);
  });

  it('is told from what only looks like one', () => {
    expect(isMotif('mug')).toBe(true);
    for (const value of ['', 'Mug', 'mug ', '__proto__', 'constructor', '../mug'])
      expect(isMotif(value)).toBe(false);
  });
});

describe('the address of a picture', () => {
  it('names motif and seed', () => {
    const product = { sku: 'TS-000001', name: 'Oakfield Mug, Blue', category: 'kitchen-dining' };
    expect(pictureUrl(product)).toBe(`/images/products/mug/${seedFor('TS-000001')}.svg`);
  });

  it('needs no escaping, whatever the product is called', () => {
    const product = { sku: '/../"<é>', name: '"><svg onload=x>', category: '%2e%2e/' };
    expect(pictureUrl(product)).toMatch(/^\/images\/products\/[a-z-]+\/[0-9a-f]{8}\.svg$/);
  });

  it('has one seed a SKU, and does not change', () => {
    expect(seedFor('TS-000001')).toBe(seedFor('TS-000001'));
    expect(seedFor('TS-000001')).toMatchInlineSnapshot(`"cab12b9c"`);
    const seeds = Array.from({ length: 10_000 }, (_, index) => seedFor(`TS-${index}`));
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

describe('a picture', () => {
  it('is one of at least 35 motifs', () => {
    expect(motifs.length).toBeGreaterThan(35);
  });

  it.each(motifs)('of %s is well-formed, small, without text or script, and the same each time', (motif) => {
    for (const sku of ['TS-000001', 'TS-000002', '85123A', 'x', '', 'é"<&']) {
      const svg = drawPicture(motif, seedFor(sku));
      expect(drawPicture(motif, seedFor(sku))).toBe(svg);
      expect(faultIn(svg)).toBeUndefined();
      expect(Buffer.byteLength(svg)).toBeLessThan(4096);
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 600 600"/);
      expect(svg).not.toMatch(/NaN|undefined|null|<text|<script|href|style=/);
    }
  });

  it.each(motifs)('of %s differs from seed to seed', (motif) => {
    const pictures = Array.from({ length: 20 }, (_, index) => drawPicture(motif, seedFor(`sku-${index}`)));
    expect(new Set(pictures).size).toBeGreaterThan(10);
  });

  it('takes any seed', () => {
    for (const seed of ['', '<x a="', '💥', '0'.repeat(10_000)])
      expect(faultIn(drawPicture('mug', seed))).toBeUndefined();
  });
});

/** What keeps `xml` from being well-formed, as far as these pictures use XML: elements and quoted attributes only. */
function faultIn(xml: string): string | undefined {
  const open: string[] = [];
  const tag = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z-]+="[^"<&]*")*)(\/?)>/y;
  while (tag.lastIndex < xml.length) {
    const from = tag.lastIndex;
    const found = tag.exec(xml);
    if (found === null) return `no tag at ${xml.slice(from, from + 60)}`;
    const [, closes, name, attributes = '', empty] = found;
    const names = [...attributes.matchAll(/ ([a-zA-Z-]+)=/g)].map((match) => match[1]);
    if (new Set(names).size < names.length) return `an attribute twice in ${found[0]}`;
    if (closes === '/') {
      if (open.pop() !== name) return `unexpected ${found[0]}`;
    } else if (empty === '') open.push(name!);
    if (open.length === 0 && tag.lastIndex < xml.length) return 'more than one root';
  }
  return open.length === 0 ? undefined : `never closed: ${open.join(', ')}`;
}
