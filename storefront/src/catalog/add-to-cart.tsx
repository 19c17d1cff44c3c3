import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../account/account.queries.ts';
import { signInPath } from '../account/return-path.ts';
import type { SignInState } from '../account/sign-in-state.ts';
import { isProblem } from '../api/problem.ts';
import type { Product } from '../api/types.ts';
import { largestQuantity } from '../cart/cart-arithmetic.ts';
import { useAddToCart } from '../cart/cart.queries.ts';
import { QuantityStepper } from '../cart/quantity-stepper.tsx';

/** Quantity and button. A guest signs in first; the addition travels along and is carried out then. */
export function AddToCart({ product }: { product: Product }) {
  const session = useSession();
  const location = useLocation();
  const navigate = useNavigate();
  const addToCart = useAddToCart();
  const [quantity, setQuantity] = useState(1);
  const soldOut = product.stock <= 0;

  const addition = { productId: product.id, name: product.name, quantity };

  function signInFirst() {
    const state: SignInState = { addition };
    void navigate(signInPath(location.pathname + location.search), { state });
  }

  function add() {
    if (addToCart.isPending) return;
    if (session === null) return signInFirst();
    addToCart.mutate(addition, {
      onError: (error) => {
        if (isProblem(error, 'unauthenticated')) signInFirst();
      },
    });
  }

  if (soldOut) return <p className="product__sold-out">This one is sold out. Do look in again.</p>;
  return (
    <div className="product__buy">
      <QuantityStepper
        label={product.name}
        quantity={quantity}
        most={Math.min(product.stock, largestQuantity)}
        onChange={setQuantity}
      />
      <button
        className="button button--primary"
        type="button"
        onClick={add}
        aria-disabled={addToCart.isPending}
      >
        {addToCart.isPending ? 'Adding…' : 'Add to cart'}
      </button>
    </div>
  );
}
