import type { Transaction } from '@twinshop/platform/database';
import type { Offer } from './catalog-api.port.ts';

/** Where the catalogue says that it sells a product as something else from now on, for those who keep copies of offers. */
export abstract class OfferEvents {
  /**
   * Called in the transaction that changes the offer.
   * @returns to be called once that has committed: resolves when the copies are new, or when that takes too long. Never rejects
   */
  abstract changed(tx: Transaction, offer: Offer): Promise<() => Promise<void>>;
}
