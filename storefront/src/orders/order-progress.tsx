import type { Order } from '../api/types.ts';
import { CheckIcon, CrossIcon } from '../layout/icons.tsx';
import { statusWords } from './status-words.ts';

type StepState = 'done' | 'now' | 'failed' | 'ahead';

/** The order's way so far, as a picture in three steps, and as a sentence that is read out when it changes. */
export function OrderProgress({ order }: { order: Order }) {
  return (
    <div className="progress">
      <ol className="progress__steps" aria-hidden="true">
        {steps(order).map(({ label, state }) => (
          <li key={label} className={`progress__step progress__step--${state}`}>
            <span className="progress__mark">
              {state === 'done' && <CheckIcon />}
              {state === 'failed' && <CrossIcon />}
            </span>
            {label}
          </li>
        ))}
      </ol>
      <p className="progress__sentence" role="status" data-status={order.status}>
        <strong>{statusWords[order.status].label}.</strong> {statusWords[order.status].sentence}
      </p>
    </div>
  );
}

function steps({ status }: Order): { label: string; state: StepState }[] {
  const received = { label: 'Received', state: 'done' } as const;
  switch (status) {
    case 'pending':
      return [received, { label: 'Stock and payment', state: 'now' }, { label: 'Confirmed', state: 'ahead' }];
    case 'confirmed':
      return [received, { label: 'Stock and payment', state: 'done' }, { label: 'Confirmed', state: 'done' }];
    case 'rejected':
      return [
        received,
        { label: 'Stock and payment', state: 'failed' },
        { label: 'Confirmed', state: 'ahead' },
      ];
    case 'cancelled':
      return [received, { label: 'Cancelled', state: 'failed' }];
  }
}
