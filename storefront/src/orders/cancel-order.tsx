import { useId, useRef } from 'react';
import type { Order } from '../api/types.ts';
import { formatMoney } from '../money/money.ts';
import { useCancelOrder } from './orders.queries.ts';

/** Cancels after asking; the browser's own dialog keeps the focus inside and gives it back. */
export function CancelOrder({ order }: { order: Order }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useCancelOrder(order.id);
  const id = useId();

  function confirm() {
    if (!cancel.isPending) cancel.mutate(undefined, { onSettled: () => dialog.current?.close() });
  }

  return (
    <>
      <button className="button button--danger" type="button" onClick={() => dialog.current?.showModal()}>
        Cancel order
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <h2 id={id}>Cancel this order?</h2>
        <p>
          {order.status === 'confirmed'
            ? `${formatMoney(order.total)} go back to your card, and the items back on the shelf.`
            : 'Nothing has been charged yet.'}
        </p>
        <div className="dialog__actions">
          <button className="button" type="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button
            className="button button--danger"
            type="button"
            onClick={confirm}
            aria-disabled={cancel.isPending}
          >
            {cancel.isPending ? 'Cancelling…' : 'Yes, cancel'}
          </button>
        </div>
      </dialog>
    </>
  );
}
