import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../layout/empty-state.tsx';
import { LoadFailed } from '../layout/load-failed.tsx';
import { GridSkeleton } from '../layout/skeletons.tsx';
import { useCategories, useListing } from './catalog.queries.ts';
import { CategoryFacet } from './category-facet.tsx';
import { readFilters, writeFilters } from './listing-filters.ts';
import type { ListingFilters } from './listing-filters.ts';
import { ProductGrid } from './product-grid.tsx';
import { SortChoice } from './sort-choice.tsx';
import './listing.css';

export function ListingPage() {
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  const categories = useCategories();
  const listing = useListing(filters);
  const { fetchNextPage, hasNextPage, isFetching, isFetchNextPageError } = listing;

  const products = listing.data?.pages.flatMap((page) => page.items) ?? [];
  const open = listing.data?.pages.length ?? 0;

  // The address says how many pages are open, so that a reload or a shared link opens as many.
  useEffect(() => {
    if (open > 0 && open < filters.pages && hasNextPage && !isFetching && !isFetchNextPageError)
      void fetchNextPage();
  }, [open, filters.pages, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);

  function showMore() {
    if (isFetchNextPageError) void fetchNextPage();
    else
      setSearch(writeFilters({ ...filters, pages: open + 1 }), { replace: true, preventScrollReset: true });
  }

  const department = categories.data?.find(({ slug }) => slug === filters.category);
  const title = titleOf(filters, department?.name);
  return (
    <div className="page">
      <title>{`${title} · Twinshop`}</title>
      <header className="listing__head">
        <h1>{title}</h1>
        {department && filters.q === '' && (
          <p className="listing__count">{department.products.toLocaleString('en-GB')} products</p>
        )}
      </header>
      <div className="listing">
        <CategoryFacet filters={filters} />
        <section className="listing__results" aria-label="Products" aria-busy={listing.isPlaceholderData}>
          <SortChoice
            filters={filters}
            onChange={(sort) => setSearch(writeFilters({ ...filters, sort, pages: 1 }))}
          />
          {listing.isPending && <GridSkeleton count={12} />}
          {listing.isError && products.length === 0 && (
            <LoadFailed what="The products" error={listing.error} retry={listing.refetch} />
          )}
          {listing.isSuccess && products.length === 0 && <NothingFound filters={filters} />}
          {products.length > 0 && <ProductGrid products={products} />}
          <p className="visually-hidden" role="status">
            {products.length > 0 && `${products.length} products shown`}
          </p>
          {isFetchNextPageError && <p className="listing__failed">More products could not be loaded.</p>}
          {hasNextPage && (
            <button
              className="button listing__more"
              type="button"
              onClick={showMore}
              aria-disabled={isFetching}
            >
              {isFetching ? 'Loading…' : 'Show more'}
            </button>
          )}
        </section>
      </div>
    </div>
  );
}

function NothingFound({ filters }: { filters: ListingFilters }) {
  return (
    <EmptyState title="Nothing found">
      <p>
        {filters.q === ''
          ? 'There is nothing in this department just now.'
          : `No product goes with “${filters.q}”${filters.category ? ' in this department' : ''}. Try fewer or other words.`}
      </p>
    </EmptyState>
  );
}

function titleOf(filters: ListingFilters, department: string | undefined): string {
  if (filters.q !== '') return `“${filters.q}”${department ? ` in ${department}` : ''}`;
  if (filters.category !== '') return department ?? 'Department';
  return filters.sort === 'newest' ? 'New in' : 'All products';
}
