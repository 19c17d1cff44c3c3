import { useNavigate } from 'react-router';
import type { Order } from '../api/types.ts';
import { failureWords } from './failure-words.ts';
import { useReorder } from './orders.queries.ts';

export function FailureNote({ order }: { order: Order }) {
  const navigate = useNavigate();
  const reorder = useReorder();
  const { title, advice } = failureWords(order.failure?.code);

  function putBack() {
    if (!reorder.isPending) reorder.mutate(order.items, { onSuccess: () => void navigate('/cart') });
  }

  return (
    <section className="failure" aria-labelledby="failure-title">
      <h2 id="failure-title">{title}</h2>
      <p>{advice}</p>
      <button
        className="button button--primary"
        type="button"
        onClick={putBack}
        aria-disabled={reorder.isPending}
      >
        {reorder.isPending ? 'Putting them back…' : 'Put the items back into the cart'}
      </button>
    </section>
  );
}
