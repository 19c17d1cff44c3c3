import { Link } from 'react-router';
import { countPieces } from '../cart/cart-arithmetic.ts';
import { useCart } from '../cart/cart.queries.ts';
import { CartIcon } from './icons.tsx';

export function CartLink() {
  const cart = useCart();
  const count = countPieces(cart.data?.items ?? []);
  return (
    <Link className="header__action" to="/cart">
      <CartIcon />
      <span>Cart</span>
      <span className="visually-hidden">{count === 1 ? '1 item' : `${count} items`}</span>
      {count > 0 && (
        <span className="header__count" aria-hidden="true">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  );
}
