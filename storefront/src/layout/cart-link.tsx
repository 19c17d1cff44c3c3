import { Link } from 'react-router';
import { countPieces } from '../cart/cart-arithmetic.ts';
import { useCart } from '../cart/cart.queries.ts';
import { CartIcon } from './icons.tsx';

export function CartLink() {
  const cart = useCart();
  const count = countPieces(cart.data?.items ?? []);
  return (
    <Link
      className="header__action"
      to="/cart"
      aria-label={`Cart, ${count === 1 ? '1 item' : `${count} items`}`}
    >
      <CartIcon />
      <span>Cart</span>
      {count > 0 && <span className="header__count">{count > 99 ? '99+' : count}</span>}
    </Link>
  );
}
