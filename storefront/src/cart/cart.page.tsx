import { useRef } from 'react';
import { Link } from 'react-router';
import type { Line } from '../api/types.ts';
import { useProduct } from '../catalog/catalog.queries.ts';
import { ProductThumbnail } from '../catalog/product-thumbnail.tsx';
import { stockWarning } from '../catalog/stock-words.ts';
import { EmptyState } from '../layout/empty-state.tsx';
import { LoadFailed } from '../layout/load-failed.tsx';
import { LineSkeletons } from '../layout/skeletons.tsx';
import { formatMoney } from '../money/money.ts';
import { countPieces, largestQuantity } from './cart-arithmetic.ts';
import { useCart, useSetQuantity } from './cart.queries.ts';
import { QuantityStepper } from './quantity-stepper.tsx';
import './cart.css';

export function CartPage() {
  const cart = useCart();
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <div className="page">
      <title>Cart · Twinshop</title>
      <h1 ref={heading} tabIndex={-1}>
        Your cart
      </h1>
      {cart.isPending && <LineSkeletons />}
      {cart.isError && !cart.data && <LoadFailed what="Your cart" error={cart.error} retry={cart.refetch} />}
      {cart.data?.items.length === 0 && (
        <EmptyState title="Nothing in here yet">
          <p>What you add to the cart waits here for you, also on your other devices.</p>
          <Link className="button button--primary" to="/products?sort=popular">
            Find something good
          </Link>
        </EmptyState>
      )}
      {cart.data && cart.data.items.length > 0 && (
        <div className="with-aside">
          <ul className="lines">
            {cart.data.items.map((line) => (
              <CartLine key={line.productId} line={line} onRemove={() => heading.current?.focus()} />
            ))}
          </ul>
          <section className="summary" aria-labelledby="cart-total">
            <h2 id="cart-total">Summary</h2>
            <dl className="totals">
              <div>
                <dt>{pieces(countPieces(cart.data.items))}</dt>
                <dd>{formatMoney(cart.data.total)}</dd>
              </div>
              <div>
                <dt>Delivery</dt>
                <dd>Free</dd>
              </div>
              <div className="totals__sum">
                <dt>Total</dt>
                <dd aria-live="polite">{formatMoney(cart.data.total)}</dd>
              </div>
            </dl>
            <Link className="button button--primary button--wide" to="/checkout">
              Go to checkout
            </Link>
            <Link className="summary__other" to="/">
              Keep shopping
            </Link>
          </section>
        </div>
      )}
    </div>
  );
}

function CartLine({ line, onRemove }: { line: Line; onRemove: () => void }) {
  const product = useProduct(line.productId);
  const setQuantity = useSetQuantity();
  const change = (quantity: number) => setQuantity.mutate({ productId: line.productId, quantity });
  const warning = product.data && stockWarning(product.data.stock, line.quantity);

  // The button that had the focus goes away with its line.
  function remove() {
    change(0);
    onRemove();
  }

  return (
    <li className="line">
      <ProductThumbnail productId={line.productId} />
      <div className="line__what">
        <Link className="line__name" to={`/products/${line.productId}`}>
          {line.name}
        </Link>
        <p className="line__each">{formatMoney(line.unitPrice)} each</p>
        {warning && <p className="line__warning">{warning}</p>}
      </div>
      <QuantityStepper label={line.name} quantity={line.quantity} most={largestQuantity} onChange={change} />
      <p className="line__total">{formatMoney(line.lineTotal)}</p>
      <button className="line__remove" type="button" onClick={remove} aria-label={`Remove ${line.name}`}>
        Remove
      </button>
    </li>
  );
}

function pieces(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}
