import { Link } from 'react-router';
import type { Order } from '../api/types.ts';
import { countPieces } from '../cart/cart-arithmetic.ts';
import { EmptyState } from '../layout/empty-state.tsx';
import { LoadFailed } from '../layout/load-failed.tsx';
import { LineSkeletons } from '../layout/skeletons.tsx';
import { formatMoney } from '../money/money.ts';
import { formatTime, shortNumber } from './order-words.ts';
import { useOrders } from './orders.queries.ts';
import { StatusBadge } from './status-badge.tsx';
import './orders.css';

export function OrdersPage() {
  const orders = useOrders();
  const list = orders.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <title>Your orders · Twinshop</title>
      <h1>Your orders</h1>
      {orders.isPending && <LineSkeletons />}
      {orders.isError && list.length === 0 && (
        <LoadFailed what="Your orders" error={orders.error} retry={orders.refetch} />
      )}
      {orders.isSuccess && list.length === 0 && (
        <EmptyState title="No orders yet">
          <p>When you have ordered something, you can follow it here.</p>
          <Link className="button button--primary" to="/products">
            Look around
          </Link>
        </EmptyState>
      )}
      {list.length > 0 && (
        <ul className="orders">
          {list.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      )}
      <p className="visually-hidden" role="status">
        {list.length > 0 && `${list.length} orders shown`}
      </p>
      {orders.isFetchNextPageError && <p className="listing__failed">Older orders could not be loaded.</p>}
      {orders.hasNextPage && (
        <button
          className="button listing__more"
          type="button"
          aria-disabled={orders.isFetching}
          onClick={() => void orders.fetchNextPage()}
        >
          {orders.isFetchingNextPage ? 'Loading…' : 'Older orders'}
        </button>
      )}
    </div>
  );
}

function OrderRow({ order }: { order: Order }) {
  const pieces = countPieces(order.items);
  return (
    <li className="orders__row">
      <div className="orders__what">
        <Link to={`/orders/${order.id}`}>Order {shortNumber(order.id)}</Link>
        <p className="quiet">
          <time dateTime={order.createdAt}>{formatTime(order.createdAt)}</time>
        </p>
        <p className="orders__names">{order.items.map((line) => line.name).join(', ')}</p>
      </div>
      <div className="orders__facts">
        <StatusBadge status={order.status} />
        <p className="orders__total">{formatMoney(order.total)}</p>
        <p className="quiet">{pieces === 1 ? '1 item' : `${pieces} items`}</p>
      </div>
    </li>
  );
}
