import { useId } from 'react';
import type { ProductSummary } from '../api/types.ts';
import { GridSkeleton } from '../layout/skeletons.tsx';
import { ProductGrid } from './product-grid.tsx';

interface SuggestionsProps {
  title: string;
  products: ProductSummary[] | undefined;
}

/** A titled row of products. There is nothing to see where there are none. */
export function Suggestions({ title, products }: SuggestionsProps) {
  const id = useId();
  if (products?.length === 0) return null;
  return (
    <section className="shelf" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {products ? <ProductGrid products={products} /> : <GridSkeleton count={4} />}
    </section>
  );
}
