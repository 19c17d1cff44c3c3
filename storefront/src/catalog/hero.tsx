import { Link } from 'react-router';
import type { ProductSummary } from '../api/types.ts';

/** The shop's front window: favourites of three departments, those whose favourites don't fill the shelves below. */
export function Hero({ products }: { products: ProductSummary[] }) {
  const window = onePerDepartment(products).slice(-3);
  return (
    <section className="hero" aria-labelledby="hero-title">
      <div className="hero__words">
        <h1 id="hero-title">Good things, for every day.</h1>
        <p>Things for the house, the desk, the garden and the road, picked with care and priced fairly.</p>
        <p className="hero__actions">
          <Link className="button button--primary" to="/products?sort=popular">
            Shop what’s popular
          </Link>
          <Link className="button button--quiet" to="/products?sort=newest">
            See what’s new
          </Link>
        </p>
      </div>
      <div className="hero__window">
        {window.map((product) => (
          <Link key={product.id} to={`/products/${product.id}`} aria-label={product.name}>
            <img src={product.imageUrl} alt="" width="400" height="400" />
          </Link>
        ))}
      </div>
    </section>
  );
}

function onePerDepartment(products: ProductSummary[]): ProductSummary[] {
  const seen = new Set<string>();
  return products.filter(({ category }) => !seen.has(category) && seen.add(category));
}
