import { Injectable } from '@nestjs/common';
import { OfferChanged, OfferEvents, type Offer } from '@twinshop/catalog-contracts';
import type { Transaction } from '@twinshop/platform/database';
import { Outbox } from '@twinshop/platform/messaging';

/** Milliseconds that an admin waits for those who keep copies; after that they get the message whenever they can. */
const PATIENCE_MS = 1_500;

/** Copies of offers are kept by other processes, which hear of changes by message. */
@Injectable()
export class OfferEventsByOutbox extends OfferEvents {
  private readonly outbox: Outbox;

  constructor(outbox: Outbox) {
    super();
    this.outbox = outbox;
  }

  override async changed(tx: Transaction, offer: Offer): Promise<() => Promise<void>> {
    const messages = await this.outbox.add(tx, [{ type: OfferChanged, data: offer }]);
    const ids = messages.map(({ eventId }) => eventId);
    return async () => void (await this.outbox.untilDelivered(ids, PATIENCE_MS));
  }
}
