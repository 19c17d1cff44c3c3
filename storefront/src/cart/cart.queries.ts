import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../account/account.queries.ts';
import { isProblem } from '../api/problem.ts';
import { cartApi } from '../api/shop.api.ts';
import type { Cart } from '../api/types.ts';
import { notify } from '../layout/notices.ts';
import { largestQuantity, quantityOf, withQuantity } from './cart-arithmetic.ts';

export const cartKey = ['mine', 'cart'];

/** Changes of the cart go out one after the other, so that the last one wins at the shop too. */
const changes = { mutationKey: ['cart', 'change'], scope: { id: 'cart' } };

export function useCart() {
  const session = useSession();
  return useQuery({
    queryKey: cartKey,
    queryFn: ({ signal }) => cartApi.read(signal),
    enabled: session !== null,
  });
}

/** Adds to what the cart has of the product already, and says so in a notice. */
export function useAddToCart() {
  const queries = useQueryClient();
  return useMutation({
    ...changes,
    mutationFn: async ({ productId, quantity }: { productId: string; name: string; quantity: number }) => {
      const had = quantityOf(await cartApi.read(), productId);
      return cartApi.setQuantity(productId, Math.min(had + quantity, largestQuantity));
    },
    onSuccess: (cart, { name, quantity }) => {
      queries.setQueryData(cartKey, cart);
      const pieces = quantity === 1 ? '' : `${quantity} × `;
      notify({
        tone: 'good',
        text: `${pieces}${name} is in your cart.`,
        link: { to: '/cart', label: 'View cart' },
      });
    },
    onError: (error, { name }) => {
      // A session that ended is not a failure: sign-in takes over from here.
      if (isProblem(error, 'unauthenticated')) return;
      const text = isProblem(error, 'product_not_found')
        ? `${name} is no longer sold.`
        : `${name} could not be added. Please try again.`;
      notify({ tone: 'bad', text });
    },
  });
}

/** Sets a line's quantity, shown at once and put back if the shop refuses; 0 removes the line. */
export function useSetQuantity() {
  const queries = useQueryClient();
  return useMutation({
    ...changes,
    mutationFn: ({ productId, quantity }: { productId: string; quantity: number }) =>
      quantity === 0 ? cartApi.remove(productId) : cartApi.setQuantity(productId, quantity),
    onMutate: async ({ productId, quantity }) => {
      await queries.cancelQueries({ queryKey: cartKey });
      queries.setQueryData<Cart>(cartKey, (cart) => cart && withQuantity(cart, productId, quantity));
    },
    onSuccess: (cart) => {
      if (queries.isMutating({ mutationKey: changes.mutationKey }) === 1) queries.setQueryData(cartKey, cart);
    },
    onError: () => {
      notify({ tone: 'bad', text: 'The cart could not be changed. Please try again.' });
      return queries.invalidateQueries({ queryKey: cartKey });
    },
  });
}
