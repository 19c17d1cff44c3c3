import { describe, expect, it } from '@jest/globals';
import { ChangeProduct, ChangeStock, CreateProduct, ListProducts } from './index.ts';

const product = {
  sku: 'OAK-1',
  name: 'Chair',
  description: '',
  price: { amount: 1_299, currency: 'GBP' },
  category: 'home-and-garden',
  stock: 0,
};
const accepts = (change: object): boolean => CreateProduct.safeParse({ ...product, ...change }).success;

describe('a request to create a product', () => {
  it.each<[string, object]>([
    ['the shortest of all', { sku: 'a', name: 'x', category: 'a', price: { amount: 1, currency: 'GBP' } }],
    [
      'the longest of all',
      {
        sku: 'A'.repeat(64),
        name: 'x'.repeat(200),
        description: 'x'.repeat(10_000),
        category: 'a'.repeat(64),
      },
    ],
    ['the dearest', { price: { amount: 100_000_000, currency: 'GBP' } }],
    ['all signs of a sku', { sku: '0A.b_c-d' }],
    ['attributes of each kind', { attributes: { colour: 'red', legs: 4, folds: true } }],
  ])('may have %s', (_, change) => {
    expect(accepts(change)).toBe(true);
  });

  it.each<[string, object]>([
    ['no sku', { sku: '' }],
    ['a sku that begins with a sign', { sku: '-A' }],
    ['a sku with a space', { sku: 'A 1' }],
    ['a sku with a line break', { sku: 'A\n' }],
    ['a sku that is too long', { sku: 'A'.repeat(65) }],
    ['a blank name', { name: '   ' }],
    ['a name that PostgreSQL can’t store', { name: 'a\0b' }],
    ['a description that is too long', { description: 'x'.repeat(10_001) }],
    ['a free price', { price: { amount: 0, currency: 'GBP' } }],
    ['a price beyond the limit', { price: { amount: 100_000_001, currency: 'GBP' } }],
    ['a price in parts of a penny', { price: { amount: 1.5, currency: 'GBP' } }],
    ['another currency', { price: { amount: 1, currency: 'EUR' } }],
    ['a bare number for a price', { price: 1_299 }],
    ['a category in capitals', { category: 'Garden' }],
    ['a category that ends in a hyphen', { category: 'garden-' }],
    ['a category with two hyphens', { category: 'a--b' }],
    ['negative stock', { stock: -1 }],
    ['stock beyond the limit', { stock: 1_000_000_001 }],
    ['attributes within attributes', { attributes: { size: { width: 1 } } }],
    ['an attribute of nothing', { attributes: { colour: null } }],
    [
      'too many attributes',
      { attributes: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${n}`, 1])) },
    ],
    ['an id of the caller’s', { id: '00000000-0000-4000-8000-000000000001' }],
    ['popularity', { popularity: 9 }],
  ])('may not have %s', (_, change) => {
    expect(accepts(change)).toBe(false);
  });
});

describe('a request to change', () => {
  it('a product may name any part that can change, or none', () => {
    for (const change of [{}, { name: 'Chair' }, { price: product.price, category: 'garden' }]) {
      expect(ChangeProduct.safeParse(change).success).toBe(true);
    }
    for (const change of [
      { sku: 'B' },
      { stock: 1 },
      { popularity: 9 },
      { name: null },
      { name: undefined, id: 1 },
    ]) {
      expect(ChangeProduct.safeParse(change).success).toBe(false);
    }
  });

  it('stock is a whole number of pieces, either way', () => {
    for (const delta of [5, -5, 0]) expect(ChangeStock.safeParse({ delta }).success).toBe(true);
    for (const delta of [0.5, '5', null, 1e10]) expect(ChangeStock.safeParse({ delta }).success).toBe(false);
  });
});

describe('a request for a page of products', () => {
  it('has its standards', () => {
    expect(ListProducts.parse({})).toEqual({ limit: 20 });
  });

  it.each<[string, object]>([
    ['an unknown sort', { sort: 'rank' }],
    ['an empty cursor', { after: '' }],
    ['a cursor without end', { after: 'x'.repeat(1_001) }],
    ['a category that PostgreSQL can’t store', { category: 'a\0' }],
    ['a search that PostgreSQL can’t store', { q: 'a\0' }],
    ['a search without end', { q: 'x'.repeat(201) }],
    ['a search twice', { q: ['a', 'b'] }],
  ])('may not have %s', (_, query) => {
    expect(ListProducts.safeParse(query).success).toBe(false);
  });
});
