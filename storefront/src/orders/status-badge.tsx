import type { OrderStatus } from '../api/types.ts';
import { statusWords } from './status-words.ts';

export function StatusBadge({ status }: { status: OrderStatus }) {
  return <span className={`badge badge--${status}`}>{statusWords[status].label}</span>;
}
