import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { ReleaseStock, ReserveStock } from '@twinshop/catalog-contracts';
import { OrderConfirmed } from '@twinshop/order-contracts';
import type { MessageOf } from '@twinshop/platform/messages';
import { Inbox } from '@twinshop/platform/messaging';
import { ReleaseForOrders } from '../use-cases/release-for-orders/release-for-orders.ts';
import { ReserveForOrders } from '../use-cases/reserve-for-orders/reserve-for-orders.ts';
import { SellReserved } from '../use-cases/sell-reserved/sell-reserved.ts';

type Handler<Type> = (message: MessageOf<Type>) => Promise<void>;

/** What the catalogue hears about stock. */
@Controller()
export class StockMessages {
  private readonly reserving: Handler<typeof ReserveStock>;
  private readonly releasing: Handler<typeof ReleaseStock>;
  private readonly selling: Handler<typeof OrderConfirmed>;

  constructor(inbox: Inbox, reserve: ReserveForOrders, release: ReleaseForOrders, sell: SellReserved) {
    this.reserving = inbox.together('catalog.reserve-stock', (tx, messages) => reserve.run(tx, messages));
    this.releasing = inbox.together('catalog.release-stock', (tx, messages) => release.run(tx, messages));
    this.selling = inbox.together('catalog.sell-reserved', (tx, messages) =>
      sell.run(
        tx,
        messages.map(({ data }) => data),
      ),
    );
  }

  @EventPattern<string>(ReserveStock.name)
  reserve(@Payload() message: MessageOf<typeof ReserveStock>): Promise<void> {
    return this.reserving(message);
  }

  @EventPattern<string>(ReleaseStock.name)
  release(@Payload() message: MessageOf<typeof ReleaseStock>): Promise<void> {
    return this.releasing(message);
  }

  @EventPattern<string>(OrderConfirmed.name)
  confirmed(@Payload() message: MessageOf<typeof OrderConfirmed>): Promise<void> {
    return this.selling(message);
  }
}
