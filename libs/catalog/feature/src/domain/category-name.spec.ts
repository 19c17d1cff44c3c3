import { describe, expect, it } from '@jest/globals';
import { categoryName } from './category-name.ts';

describe('a category’s name', () => {
  it.each([
    ['furniture', 'Furniture'],
    ['home-and-garden', 'Home & Garden'],
    ['band-aids', 'Band Aids'],
    ['4k-tvs', '4k Tvs'],
    ['a', 'A'],
  ])('of %s is %s', (slug, name) => {
    expect(categoryName(slug)).toBe(name);
  });
});
