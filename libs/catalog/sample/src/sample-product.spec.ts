import { describe, expect, it } from '@jest/globals';
import { categories, sampleProduct, sampleProducts, type SampleProduct } from './index.ts';

const thousand = [...sampleProducts(0, 1_000)];
const many = [...sampleProducts(0, 20_000)];

function distinct(values: Iterable<unknown>): number {
  return new Set(values).size;
}

describe('the sample catalogue', () => {
  it('is the same every time', () => {
    expect([...sampleProducts(0, 1_000)]).toEqual(thousand);
  });

  it('stays as it is once published: a golden product', () => {
    expect(sampleProduct(0)).toMatchInlineSnapshot(`
     {
       "attributes": {
         "brand": "Stonebridge",
         "colour": "Duck Egg",
         "material": "Hemp",
         "size": "XS",
         "weight_g": 190,
       },
       "category": "clothing-shoes",
       "createdAt": 2025-08-22T13:21:12.272Z,
       "description": "Stonebridge make each t-shirt in a mill that has stood since 1884. Wash at thirty degrees and dry it flat.",
       "id": "db2d07b3-1be3-8d95-92cf-d3f3ab7e1091",
       "name": "Stonebridge Vintage Hemp T-Shirt, Duck Egg, XS",
       "popularity": 5,
       "price": 2100,
       "sku": "TS-000001",
       "stock": 343,
     }
    `);
  });

  it('is another with another seed', () => {
    expect(sampleProduct(0, 2).id).not.toBe(sampleProduct(0, 1).id);
    expect(sampleProduct(0, 2).name).not.toBe(sampleProduct(0, 1).name);
  });

  it('begins a large catalogue with the small one', () => {
    expect(many.slice(0, 1_000)).toEqual(thousand);
    expect([...sampleProducts(990, 1_000)]).toEqual(thousand.slice(990));
  });

  it('gives each product an id and a sku of its own', () => {
    expect(distinct(many.map(({ id }) => id))).toBe(many.length);
    expect(distinct(many.map(({ sku }) => sku))).toBe(many.length);
    expect(thousand[0]?.sku).toBe('TS-000001');
    expect(sampleProduct(999_999).sku).toBe('TS-1000000');
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(many.filter(({ id }) => !uuid.test(id))).toEqual([]);
  });

  it('has twelve departments, each of them stocked among the first 1,000 products', () => {
    expect(categories).toHaveLength(12);
    expect(distinct(categories.map(({ slug }) => slug))).toBe(12);
    for (const { slug } of categories) {
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect([slug, thousand.filter(({ category }) => category === slug).length > 20]).toEqual([slug, true]);
    }
    expect(distinct(thousand.map(({ category }) => category))).toBe(12);
  });

  it('keeps to the limits of the shop', () => {
    const within = (value: number, from: number, to: number) =>
      Number.isInteger(value) && value >= from && value <= to;
    const outside = many.filter(
      ({ name, description, price, stock, popularity, createdAt }) =>
        !within(name.length, 1, 200) ||
        !within(description.length, 1, 10_000) ||
        !within(price, 1, 100_000_000) ||
        !within(stock, 20, 500) ||
        !within(popularity, 1, 2_000_000_000) ||
        !within(createdAt.getTime(), Date.UTC(2024, 9, 31), Date.UTC(2026, 10, 1)),
    );
    expect(outside).toEqual([]);
  });

  it('writes whole sentences, every hole in them filled', () => {
    const broken = many.filter(({ name, description }) => {
      const sentences = description.split(/(?<=[.!?]) (?=[A-Z])/).length;
      return (
        sentences < 2 ||
        sentences > 4 ||
        /[{}]|undefined|null| {2}|\b[Aa] [aeio]/.test(`${name} ${description}`)
      );
    });
    expect(broken).toEqual([]);
  });

  it('names its products variously', () => {
    expect(distinct(thousand.map(({ name }) => name))).toBe(1_000);
    expect(distinct(many.map(({ name }) => name)) / many.length).toBeGreaterThan(0.97);
  });

  it('has words of every selectivity', () => {
    const share = (word: string) =>
      many.filter((product) => textOf(product).includes(word)).length / many.length;
    expect(share('white')).toBeGreaterThan(0.1);
    expect(share('mug')).toBeGreaterThan(0.005);
    expect(share('mug')).toBeLessThan(0.05);
    expect(share('halvorsen')).toBeLessThan(0.001);
  });

  it('sells by a Zipf law: popularity falls with rank as r^-0.871', () => {
    const sorted = many.map(({ popularity }) => popularity).sort((a, b) => b - a);
    const slope = slopeOf(
      sorted.slice(9, 4_000).map((sold, index) => [Math.log(index + 10), Math.log(sold)]),
    );
    expect(slope).toBeGreaterThan(-0.95);
    expect(slope).toBeLessThan(-0.8);
  });

  it('prices as shops do, each department in its own range', () => {
    const median = (slug: string) => {
      const prices = many.filter(({ category }) => category === slug).map(({ price }) => price);
      return prices.sort((a, b) => a - b)[prices.length >> 1]!;
    };
    expect(median('cards-stationery')).toBeLessThan(median('kitchen-dining'));
    expect(median('kitchen-dining')).toBeLessThan(median('furniture'));
    const cheap = many.filter(({ price }) => price < 1_000);
    expect(cheap.filter(({ price }) => ![25, 49, 50, 79, 95, 99].includes(price % 100))).toEqual([]);
  });
});

function textOf({ name, description }: SampleProduct): string {
  return `${name} ${description}`.toLowerCase();
}

/** Least squares. */
function slopeOf(points: number[][]): number {
  const mean = (axis: number) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0]! - x) * (point[1]! - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0]! - x) ** 2, 0);
}
