import { Link } from 'react-router';
import type { ProductSummary } from '../api/types.ts';
import { LoadFailed } from '../layout/load-failed.tsx';
import { useCategories } from './catalog.queries.ts';
import { writeFilters } from './listing-filters.ts';

/** Doors to the departments, each with the picture of its most popular product. */
export function Departments({ popular }: { popular: ProductSummary[] }) {
  const categories = useCategories();
  if (categories.data?.length === 0) return null;
  return (
    <section className="shelf" aria-labelledby="departments-title">
      <h2 id="departments-title">Departments</h2>
      {categories.isError && !categories.data && (
        <LoadFailed what="The departments" error={categories.error} retry={categories.refetch} />
      )}
      <ul className="departments" aria-busy={categories.isPending}>
        {categories.isPending &&
          Array.from({ length: 6 }, (_, index) => <li key={index} className="department skeleton" />)}
        {categories.data?.map(({ slug, name, products }) => {
          const picture = popular.find((product) => product.category === slug)?.imageUrl;
          return (
            <li key={slug} className="department">
              {picture && <img src={picture} alt="" width="400" height="400" loading="lazy" />}
              <Link to={`/products?${writeFilters({ category: slug })}`}>{name}</Link>
              <span className="department__count">{products.toLocaleString('en-GB')} products</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
