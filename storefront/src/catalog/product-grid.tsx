import type { ProductSummary } from '../api/types.ts';
import { ProductCard } from './product-card.tsx';

export function ProductGrid({ products }: { products: ProductSummary[] }) {
  return (
    <ul className="grid">
      {products.map((product, index) => (
        <li key={product.id}>
          <ProductCard product={product} eager={index < 4} />
        </li>
      ))}
    </ul>
  );
}
