import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isPassing, isProblem } from '../api/problem.ts';
import { cartApi, ordersApi } from '../api/shop.api.ts';
import type { Line, Order } from '../api/types.ts';
import { largestQuantity, quantityOf } from '../cart/cart-arithmetic.ts';
import { cartKey } from '../cart/cart.queries.ts';
import { notify } from '../layout/notices.ts';
import { followOrder } from './follow-order.ts';

export const ordersKey = ['mine', 'orders'];
export const orderKey = (id: string) => ['mine', 'order', id];

const pageSize = 10;

export function useOrders() {
  return useInfiniteQuery({
    queryKey: ordersKey,
    queryFn: ({ pageParam, signal }) => ordersApi.list({ limit: pageSize, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The order, followed live for as long as it is pending. */
export function useLiveOrder(id: string) {
  const queries = useQueryClient();
  const order = useQuery({ queryKey: orderKey(id), queryFn: ({ signal }) => ordersApi.read(id, signal) });
  const pending = order.data?.status === 'pending';

  useEffect(() => {
    if (!pending) return;
    const left = new AbortController();
    void (async () => {
      const source = {
        open: async (signal: AbortSignal) => (await ordersApi.events(id, signal)).body,
        read: (signal: AbortSignal) => ordersApi.read(id, signal),
      };
      for await (const next of followOrder(source, left.signal)) {
        queries.setQueryData<Order>(orderKey(id), next);
        void queries.invalidateQueries({ queryKey: ordersKey });
      }
    })().catch(() => {
      // Refused for good, as when the session ended: the query shows why.
      if (!left.signal.aborted) void queries.invalidateQueries({ queryKey: orderKey(id) });
    });
    return () => left.abort();
  }, [id, pending, queries]);

  return order;
}

export function useCancelOrder(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => ordersApi.cancel(id),
    onSuccess: (order) => {
      queries.setQueryData(orderKey(id), order);
      void queries.invalidateQueries({ queryKey: ordersKey });
    },
    onError: (error) => {
      const text = isProblem(error, 'order_not_cancellable')
        ? 'This order can no longer be cancelled.'
        : isPassing(error)
          ? 'The shop did not answer. Please try again.'
          : 'The order could not be cancelled.';
      notify({ tone: 'bad', text });
      void queries.invalidateQueries({ queryKey: orderKey(id) });
    },
  });
}

/** Puts an order's items back into the cart; what is no longer sold is left out, and said. */
export function useReorder() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (lines: Line[]) => {
      let cart = await cartApi.read();
      const gone: string[] = [];
      for (const { productId, name, quantity } of lines) {
        const wanted = Math.min(quantityOf(cart, productId) + quantity, largestQuantity);
        try {
          cart = await cartApi.setQuantity(productId, wanted);
        } catch (error) {
          if (!isProblem(error, 'product_not_found')) throw error;
          gone.push(name);
        }
      }
      return { cart, gone };
    },
    onSuccess: ({ cart, gone }) => {
      queries.setQueryData(cartKey, cart);
      if (gone.length > 0) notify({ tone: 'bad', text: `No longer sold, and left out: ${gone.join(', ')}.` });
    },
    onError: () => {
      notify({ tone: 'bad', text: 'Not everything could be put back. Please look at your cart.' });
      void queries.invalidateQueries({ queryKey: cartKey });
    },
  });
}
