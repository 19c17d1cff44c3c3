import { OfferEvents } from '@twinshop/catalog-contracts';

/** Nobody keeps a copy of an offer: orders ask the catalogue each time, in the same transaction. */
export class OfferEventsUnheard extends OfferEvents {
  override async changed(): Promise<() => Promise<void>> {
    return async () => undefined;
  }
}
