import { useProduct } from './catalog.queries.ts';
import './product-card.css';

/** A small picture of a product of which only the id is known, as in carts and orders. */
export function ProductThumbnail({ productId }: { productId: string }) {
  const product = useProduct(productId);
  return (
    <div className="thumbnail">
      {product.data && <img src={product.data.imageUrl} alt="" width="96" height="96" loading="lazy" />}
    </div>
  );
}
