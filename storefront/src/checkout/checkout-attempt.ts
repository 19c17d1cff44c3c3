import { isPassing, isProblem } from '../api/problem.ts';
import type { PlaceOrder } from '../api/types.ts';

/**
 * One wish to order. Its key is made before the first request leaves, and it is kept, over retries and
 * reloads, until the shop has said what became of it: so one wish is never two orders.
 */
export interface CheckoutAttempt {
  idempotencyKey: string;
  customerId: string;
  payment: PlaceOrder['payment'];
}

const key = 'twinshop.checkout';

export function createAttemptKeeper(storage: Storage, newKey: () => string) {
  return {
    /** The attempt of this customer whose outcome is not known yet. */
    unresolved(customerId: string): CheckoutAttempt | null {
      const attempt = read(storage);
      return attempt?.customerId === customerId ? attempt : null;
    },
    /** The unresolved attempt, whatever `payment` is wished for now; only when there is none, a new one. */
    begin(customerId: string, payment: PlaceOrder['payment']): CheckoutAttempt {
      const unresolved = this.unresolved(customerId);
      if (unresolved) return unresolved;
      const attempt = { idempotencyKey: newKey(), customerId, payment };
      storage.setItem(key, JSON.stringify(attempt));
      return attempt;
    },
    resolve(): void {
      storage.removeItem(key);
    },
  };
}

/** False where the order may have been placed all the same: no answer, a fault, or a session that ran out meanwhile. */
export function isDefiniteRefusal(error: unknown): boolean {
  return isProblem(error) && !isPassing(error) && error.status !== 401;
}

function read(storage: Storage): CheckoutAttempt | null {
  try {
    const attempt = JSON.parse(storage.getItem(key) ?? 'null') as CheckoutAttempt | null;
    return typeof attempt?.idempotencyKey === 'string' ? attempt : null;
  } catch {
    return null;
  }
}
