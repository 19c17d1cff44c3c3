import type { Rates } from './traffic/traffic.ts';

/** An ordinary day of a small shop, which two processors have left over for while a drill runs. Requests a second. */
export const USUAL_RATES: Rates = {
  'product page': 20,
  'related products': 12,
  recommendations: 8,
  'product list': 8,
  'place order': 15,
  'read order': 10,
};
