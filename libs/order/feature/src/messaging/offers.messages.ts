import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OfferChanged } from '@twinshop/catalog-contracts';
import type { MessageOf } from '@twinshop/platform/messages';
import { Inbox } from '@twinshop/platform/messaging';
import { OfferCopies } from '../checkout-by-saga/offer-copies.ts';

/** Keeps the copies of offers as new as the catalogue's events. */
@Controller()
export class OffersMessages {
  private readonly change: (message: MessageOf<typeof OfferChanged>) => Promise<void>;

  constructor(inbox: Inbox, copies: OfferCopies) {
    this.change = inbox.together('order.offers', (tx, messages) =>
      copies.save(
        tx,
        messages.map(({ data }) => data),
      ),
    );
  }

  @EventPattern<string>(OfferChanged.name)
  offerChanged(@Payload() message: MessageOf<typeof OfferChanged>): Promise<void> {
    return this.change(message);
  }
}
