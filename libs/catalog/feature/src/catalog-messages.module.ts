import { Module } from '@nestjs/common';
import { CatalogModule } from './catalog.module.ts';
import { StockMessages } from './messaging/stock.messages.ts';
import { Reservations } from './persistence/reservations.ts';
import { ReleaseForOrders } from './use-cases/release-for-orders/release-for-orders.ts';
import { ReserveForOrders } from './use-cases/reserve-for-orders/reserve-for-orders.ts';
import { SellReserved } from './use-cases/sell-reserved/sell-reserved.ts';

/** Stock by message, for processes whose orders are not written with it. Needs from its process: `Inbox`, `Outbox`. */
@Module({
  imports: [CatalogModule],
  controllers: [StockMessages],
  providers: [ReleaseForOrders, Reservations, ReserveForOrders, SellReserved],
})
export class CatalogMessagesModule {}
