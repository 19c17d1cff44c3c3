import { describe, expect, it } from '@jest/globals';
import { readFilters, sortOf, writeFilters } from './listing-filters.ts';

const read = (query: string) => readFilters(new URLSearchParams(query));

describe('the address of a listing', () => {
  it('comes back as it was written', () => {
    const filters = { q: 'red lamp & co', category: 'lighting', sort: '-price', pages: 3 } as const;
    expect(read(writeFilters(filters))).toEqual(filters);
  });

  it('leaves out what goes without saying', () => {
    expect(writeFilters({ q: '', category: '', sort: '', pages: 1 })).toBe('');
  });

  it('is forgiving of what it does not know', () => {
    expect(read('sort=colour&pages=-2')).toEqual({ q: '', category: '', sort: '', pages: 1 });
    expect(read('pages=1e9').pages).toBe(50);
  });
});

describe('the sort of a listing', () => {
  it('is by popularity while browsing, and by best match in a search', () => {
    expect(sortOf(read('category=lighting'))).toBe('popular');
    expect(sortOf(read('q=lamp'))).toBeUndefined();
    expect(sortOf(read('q=lamp&sort=price'))).toBe('price');
  });
});
