import type { Sort } from '../api/types.ts';

/** What a listing shows, as it stands in the page's address. */
export interface ListingFilters {
  q: string;
  category: string;
  /** Empty: best match for a search, else most popular. */
  sort: Sort | '';
  /** How many pages are open, from 1. */
  pages: number;
}

export const sorts: readonly { value: Sort; label: string }[] = [
  { value: 'popular', label: 'Most popular' },
  { value: 'newest', label: 'Newest' },
  { value: 'price', label: 'Price: low to high' },
  { value: '-price', label: 'Price: high to low' },
];

const mostPages = 50;

export function readFilters(search: URLSearchParams): ListingFilters {
  const sort = search.get('sort');
  const pages = Number(search.get('pages') ?? 1);
  return {
    q: (search.get('q') ?? '').trim(),
    category: search.get('category') ?? '',
    sort: sorts.find(({ value }) => value === sort)?.value ?? '',
    pages: Number.isInteger(pages) && pages >= 1 ? Math.min(pages, mostPages) : 1,
  };
}

/** The query string of a listing, without what goes without saying. */
export function writeFilters(filters: Partial<ListingFilters>): string {
  const search = new URLSearchParams();
  if (filters.q) search.set('q', filters.q);
  if (filters.category) search.set('category', filters.category);
  if (filters.sort) search.set('sort', filters.sort);
  if (filters.pages && filters.pages > 1) search.set('pages', String(filters.pages));
  return search.toString();
}

/** The sort that the shop is asked for: without a search and a choice, the popular come first. */
export function sortOf({ sort, q }: ListingFilters): Sort | undefined {
  if (sort !== '') return sort;
  return q === '' ? 'popular' : undefined;
}
