import { Link } from 'react-router';
import type { ProductSummary } from '../api/types.ts';
import { formatMoney } from '../money/money.ts';
import './product-card.css';

export function ProductCard({ product, eager = false }: { product: ProductSummary; eager?: boolean }) {
  return (
    <article className="card">
      <div className="card__picture">
        <img src={product.imageUrl} alt="" width="400" height="400" loading={eager ? 'eager' : 'lazy'} />
        {!product.inStock && <span className="card__flag">Out of stock</span>}
      </div>
      <h3 className="card__name">
        <Link to={`/products/${product.id}`}>{product.name}</Link>
      </h3>
      <p className="card__price">{formatMoney(product.price)}</p>
    </article>
  );
}
