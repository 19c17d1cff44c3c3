import { Link, useParams } from 'react-router';
import { isProblem } from '../api/problem.ts';
import type { Order } from '../api/types.ts';
import { LoadFailed } from '../layout/load-failed.tsx';
import { NotFound } from '../layout/not-found.page.tsx';
import { LineSkeletons } from '../layout/skeletons.tsx';
import { formatMoney } from '../money/money.ts';
import { CancelOrder } from './cancel-order.tsx';
import { FailureNote } from './failure-note.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderProgress } from './order-progress.tsx';
import { formatTime, shortNumber } from './order-words.ts';
import { useLiveOrder } from './orders.queries.ts';
import './orders.css';

export function OrderPage() {
  const { orderId = '' } = useParams();
  const order = useLiveOrder(orderId);
  if (isProblem(order.error, 'order_not_found')) return <NotFound what="This order" />;
  return (
    <div className="page">
      {order.isPending && <LineSkeletons />}
      {order.isError && !order.data && (
        <LoadFailed what="This order" error={order.error} retry={order.refetch} />
      )}
      {order.data && <OrderView order={order.data} />}
    </div>
  );
}

function OrderView({ order }: { order: Order }) {
  const cancellable = order.status === 'confirmed' || order.status === 'pending';
  return (
    <>
      <title>{`Order ${shortNumber(order.id)} · Twinshop`}</title>
      <header className="order__head">
        <h1>Order {shortNumber(order.id)}</h1>
        <p className="quiet">
          Placed <time dateTime={order.createdAt}>{formatTime(order.createdAt)}</time>
        </p>
      </header>
      <OrderProgress order={order} />
      {order.status === 'rejected' && <FailureNote order={order} />}
      <section className="order__items" aria-labelledby="order-items">
        <h2 id="order-items">Items</h2>
        <OrderLines lines={order.items} />
        <dl className="totals">
          <div className="totals__sum">
            <dt>Total</dt>
            <dd>{formatMoney(order.total)}</dd>
          </div>
        </dl>
      </section>
      <div className="order__actions">
        <Link className="button" to="/orders">
          All your orders
        </Link>
        {cancellable && <CancelOrder order={order} />}
      </div>
    </>
  );
}
