import { Checkout } from '../checkout/checkout.port.ts';
import type { CheckoutWiring } from '../checkout/checkout-wiring.ts';
import { Offers } from '../checkout/offers.port.ts';
import { PendingOrders } from '../checkout/pending-orders.port.ts';
import { CancelOrder } from './cancel-order.ts';
import { CheckoutInOneTransaction } from './checkout-in-one-transaction.ts';
import { FinishPendingOrders } from './finish-pending-orders.ts';
import { OffersOfCatalog } from './offers-of-catalog.ts';
import { PlaceOrder } from './place-order.ts';
import { SettleOrder } from './settle-order.ts';

/**
 * For a process that has catalogue and payments in it, on the same database. Needs from it: `CatalogApi`, `StockApi`,
 * `PaymentApi`, `OrderEvents`.
 */
export const checkoutInOneTransaction: CheckoutWiring = {
  controllers: [],
  providers: [
    { provide: Checkout, useClass: CheckoutInOneTransaction },
    { provide: Offers, useClass: OffersOfCatalog },
    { provide: PendingOrders, useExisting: FinishPendingOrders },
    CancelOrder,
    FinishPendingOrders,
    PlaceOrder,
    SettleOrder,
  ],
};
