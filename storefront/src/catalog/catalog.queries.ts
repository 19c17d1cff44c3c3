import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSession } from '../account/account.queries.ts';
import { catalogApi } from '../api/shop.api.ts';
import { sortOf } from './listing-filters.ts';
import type { ListingFilters } from './listing-filters.ts';

const minute = 60_000;
const pageSize = 24;
/** Products in one row of suggestions. */
export const shelf = 4;
/** One page of the popular is enough to fill the home page and give each department a picture. */
const popularSize = 100;

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: ({ signal }) => catalogApi.categories(signal),
    staleTime: 5 * minute,
  });
}

export function usePopular() {
  return useQuery({
    queryKey: ['popular'],
    queryFn: ({ signal }) =>
      catalogApi.products({ sort: 'popular', limit: popularSize }, signal).then((page) => page.items),
    staleTime: minute,
  });
}

export function useListing(filters: ListingFilters) {
  const search = {
    q: filters.q || undefined,
    category: filters.category || undefined,
    sort: sortOf(filters),
    limit: pageSize,
  };
  return useInfiniteQuery({
    queryKey: ['products', search],
    queryFn: ({ pageParam, signal }) => catalogApi.products({ ...search, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 5 * minute,
    gcTime: 30 * minute,
  });
}

export function useProduct(id: string) {
  return useQuery({ queryKey: ['product', id], queryFn: ({ signal }) => catalogApi.product(id, signal) });
}

export function useRelated(id: string) {
  return useQuery({
    queryKey: ['related', id],
    queryFn: ({ signal }) => catalogApi.related(id, shelf, signal),
    staleTime: minute,
  });
}

export function useRecommendations() {
  const session = useSession();
  return useQuery({
    queryKey: ['recommendations', session?.accessToken],
    queryFn: ({ signal }) => catalogApi.recommendations(shelf, signal),
    placeholderData: keepPreviousData,
    staleTime: minute,
  });
}
