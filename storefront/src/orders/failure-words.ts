/** Why an order was rejected, in words that say what can be done. In each case nothing was charged. */
export interface FailureWords {
  title: string;
  advice: string;
}

const failures: Record<string, FailureWords> = {
  out_of_stock: {
    title: 'Someone was quicker',
    advice:
      'There was not enough left of something in this order. Put the items back into the cart and lower the quantity.',
  },
  payment_declined: {
    title: 'The card was declined',
    advice: 'The bank did not accept the payment. Put the items back into the cart and try another card.',
  },
  product_unavailable: {
    title: 'Something is no longer sold',
    advice:
      'A product of this order has left the shop. Put the others back into the cart and order them without it.',
  },
  payment_unavailable: {
    title: 'The card processor could not be reached',
    advice:
      'We kept trying for a while and then gave up. Put the items back into the cart and try again in a few minutes.',
  },
};

export function failureWords(code: string | undefined): FailureWords {
  return (
    failures[code ?? ''] ?? {
      title: 'The order could not be completed',
      advice: 'Put the items back into the cart and try again.',
    }
  );
}
