import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { ordersApi } from '../api/shop.api.ts';
import { cartKey } from '../cart/cart.queries.ts';
import { orderKey, ordersKey } from '../orders/orders.queries.ts';
import { createAttemptKeeper, isDefiniteRefusal } from './checkout-attempt.ts';

const attempts = createAttemptKeeper(window.sessionStorage, () => crypto.randomUUID());

/** Milliseconds before each of the quiet retries. */
const retryAfter = [1_000, 2_000, 4_000];

type Placing =
  | { phase: 'choosing' }
  | { phase: 'placing' }
  | { phase: 'refused'; error: unknown }
  /** Asked several times, never answered: the order may exist. */
  | { phase: 'unknown' };

/** Places the customer's cart as an order, once, and goes to the order. Takes up an attempt that a reload cut off. */
export function usePlacing(customerId: string) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [placing, setPlacing] = useState<Placing>(() =>
    attempts.unresolved(customerId) ? { phase: 'placing' } : { phase: 'choosing' },
  );
  const running = useRef(false);

  async function place(token: string) {
    if (running.current) return;
    running.current = true;
    setPlacing({ phase: 'placing' });
    const { idempotencyKey, payment } = attempts.begin(customerId, { method: 'card', token });
    try {
      const order = await untilAnswered(() => ordersApi.place(idempotencyKey, payment));
      attempts.resolve();
      queries.setQueryData(orderKey(order.id), order);
      void queries.invalidateQueries({ queryKey: cartKey });
      void queries.invalidateQueries({ queryKey: ordersKey });
      await navigate(`/orders/${order.id}`, { replace: true });
    } catch (error) {
      if (isDefiniteRefusal(error)) {
        attempts.resolve();
        void queries.invalidateQueries({ queryKey: cartKey });
        setPlacing({ phase: 'refused', error });
      } else setPlacing({ phase: 'unknown' });
    } finally {
      running.current = false;
    }
  }

  const resume = useRef(place);
  useEffect(() => {
    const cutOff = attempts.unresolved(customerId);
    if (cutOff) void resume.current(cutOff.payment.token);
  }, [customerId]);

  return { placing, place };
}

async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (const pause of retryAfter) {
    try {
      return await ask();
    } catch (error) {
      if (isDefiniteRefusal(error) || isProblem(error, 'unauthenticated')) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return ask();
}
