import { useState } from 'react';
import { Link } from 'react-router';
import { useCustomer } from '../account/account.queries.ts';
import { isProblem } from '../api/problem.ts';
import type { Cart, Customer } from '../api/types.ts';
import { useCart } from '../cart/cart.queries.ts';
import { EmptyState } from '../layout/empty-state.tsx';
import { LoadFailed } from '../layout/load-failed.tsx';
import { LineSkeletons } from '../layout/skeletons.tsx';
import { formatMoney } from '../money/money.ts';
import { OrderLines } from '../orders/order-lines.tsx';
import { CardChoice } from './card-choice.tsx';
import { demoCards } from './demo-cards.ts';
import { usePlacing } from './use-placing.ts';
import './checkout.css';

export function CheckoutPage() {
  const customer = useCustomer();
  const cart = useCart();
  const failed = customer.error ?? cart.error;
  return (
    <div className="page">
      <title>Checkout · Twinshop</title>
      <h1>Checkout</h1>
      {customer.data && cart.data ? (
        <Checkout key={customer.data.id} customer={customer.data} cart={cart.data} />
      ) : failed ? (
        <LoadFailed
          what="The checkout"
          error={failed}
          retry={() => Promise.all([customer.refetch(), cart.refetch()])}
        />
      ) : (
        <LineSkeletons />
      )}
    </div>
  );
}

function Checkout({ customer, cart }: { customer: Customer; cart: Cart }) {
  const { placing, place } = usePlacing(customer.id);
  const [card, setCard] = useState<string>(demoCards[0].token);
  const busy = placing.phase === 'placing';

  if (placing.phase === 'unknown') return <Unknown retry={() => void place(card)} />;
  if (cart.items.length === 0) {
    return busy ? (
      <p className="checkout__wait" role="status">
        Placing your order…
      </p>
    ) : (
      <EmptyState title="There is nothing to check out">
        <Link className="button button--primary" to="/">
          Back to the shop
        </Link>
      </EmptyState>
    );
  }
  return (
    <form
      className="with-aside"
      onSubmit={(event) => {
        event.preventDefault();
        void place(card);
      }}
    >
      <div className="checkout__steps">
        <section aria-labelledby="checkout-who">
          <h2 id="checkout-who">For</h2>
          <p>
            {customer.name}
            <br />
            <span className="quiet">{customer.email}</span>
          </p>
        </section>
        <CardChoice card={card} onChange={setCard} disabled={busy} />
      </div>
      <section className="summary" aria-labelledby="checkout-summary">
        <h2 id="checkout-summary">Your order</h2>
        <OrderLines lines={cart.items} />
        <dl className="totals">
          <div>
            <dt>Delivery</dt>
            <dd>Free</dd>
          </div>
          <div className="totals__sum">
            <dt>Total</dt>
            <dd>{formatMoney(cart.total)}</dd>
          </div>
        </dl>
        {placing.phase === 'refused' && (
          <p className="form-error" role="alert">
            {refusalWords(placing.error)}
          </p>
        )}
        <button className="button button--primary button--wide" type="submit" aria-disabled={busy}>
          {busy ? 'Placing your order…' : 'Place order'}
        </button>
        <p className="summary__note" role="status">
          {busy ? 'One moment: we are asking your bank.' : 'A demonstration: no real card is charged.'}
        </p>
      </section>
    </form>
  );
}

function Unknown({ retry }: { retry: () => void }) {
  return (
    <div className="load-failed" role="alert">
      <p>
        <strong>We have not heard back about your order.</strong> It may have been placed already. Ask again
        as often as you like: it will never be ordered twice.
      </p>
      <button className="button button--primary" type="button" onClick={retry}>
        Ask again
      </button>
    </div>
  );
}

function refusalWords(error: unknown): string {
  if (isProblem(error, 'product_unavailable'))
    return 'Something in your cart is no longer sold. Take it out, and the rest can be ordered.';
  if (isProblem(error, 'out_of_stock')) return 'There is not enough left of something in your cart.';
  if (isProblem(error, 'order_empty')) return 'Your cart is empty: was it ordered in another window?';
  return isProblem(error) && error.detail ? error.detail : 'The order was refused. Nothing was charged.';
}
