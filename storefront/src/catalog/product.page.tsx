import { Link, useParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import type { Product } from '../api/types.ts';
import { LoadFailed } from '../layout/load-failed.tsx';
import { NotFound } from '../layout/not-found.page.tsx';
import { ProductSkeleton } from '../layout/skeletons.tsx';
import { formatMoney } from '../money/money.ts';
import { AddToCart } from './add-to-cart.tsx';
import { useCategories, useProduct, useRelated } from './catalog.queries.ts';
import { writeFilters } from './listing-filters.ts';
import { ProductAttributes } from './product-attributes.tsx';
import { stockWords } from './stock-words.ts';
import { Suggestions } from './suggestions.tsx';
import './product.css';

export function ProductPage() {
  const { productId = '' } = useParams();
  const product = useProduct(productId);
  if (isProblem(product.error, 'product_not_found')) return <NotFound what="This product" />;
  return (
    <div className="page">
      {product.isPending && <ProductSkeleton />}
      {product.isError && !product.data && (
        <LoadFailed what="This product" error={product.error} retry={product.refetch} />
      )}
      {product.data && <ProductView key={product.data.id} product={product.data} />}
    </div>
  );
}

function ProductView({ product }: { product: Product }) {
  const related = useRelated(product.id);
  const stock = stockWords(product.stock);
  return (
    <>
      <title>{`${product.name} · Twinshop`}</title>
      <Breadcrumbs product={product} />
      <article className="product">
        <div className="product__picture">
          <img src={product.imageUrl} alt={`Picture of ${product.name}`} width="800" height="800" />
        </div>
        <div className="product__facts">
          <h1>{product.name}</h1>
          <p className="product__price">{formatMoney(product.price)}</p>
          <p className={`stock stock--${stock.tone}`}>{stock.text}</p>
          <AddToCart product={product} />
          <p className="product__description">{product.description}</p>
          <ProductAttributes sku={product.sku} attributes={product.attributes} />
        </div>
      </article>
      {!related.isError && (
        <Suggestions
          title={
            related.data?.source === 'recommendations' ? 'Bought together with this' : 'You might also like'
          }
          products={related.data?.items}
        />
      )}
    </>
  );
}

function Breadcrumbs({ product }: { product: Product }) {
  const categories = useCategories();
  const name = categories.data?.find(({ slug }) => slug === product.category)?.name ?? product.category;
  return (
    <nav className="breadcrumbs" aria-label="Breadcrumbs">
      <ol>
        <li>
          <Link to="/">Home</Link>
        </li>
        <li>
          <Link to={`/products?${writeFilters({ category: product.category })}`}>{name}</Link>
        </li>
        <li aria-current="page">{product.name}</li>
      </ol>
    </nav>
  );
}
