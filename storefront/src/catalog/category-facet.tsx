import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useCategories } from './catalog.queries.ts';
import { writeFilters } from './listing-filters.ts';
import type { ListingFilters } from './listing-filters.ts';

/** Narrows a listing to a department, keeping the search and the sort. */
export function CategoryFacet({ filters }: { filters: ListingFilters }) {
  const categories = useCategories();
  const row = useRef<HTMLUListElement>(null);

  // Where the departments are a row to swipe, the chosen one is not left beyond its edge.
  useEffect(() => {
    const chosen = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && chosen) row.current.scrollLeft = chosen.offsetLeft - row.current.clientWidth / 3;
  }, [filters.category, categories.data]);

  const all = { slug: '', name: 'All departments', products: undefined };
  return (
    <nav className="facet" aria-label="Departments of this listing">
      <h2 className="facet__title">Department</h2>
      <ul ref={row}>
        {[all, ...(categories.data ?? [])].map(({ slug, name, products }) => (
          <li key={slug}>
            <Link
              to={`/products?${writeFilters({ ...filters, category: slug, pages: 1 })}`}
              aria-current={slug === filters.category ? 'true' : undefined}
            >
              <span>{name}</span>
              {products !== undefined && filters.q === '' && (
                <span className="facet__count">{products.toLocaleString('en-GB')}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
