import { Sealer } from '@twinshop/platform/secrets';
import { Checkout } from '../checkout/checkout.port.ts';
import type { CheckoutWiring } from '../checkout/checkout-wiring.ts';
import { Offers } from '../checkout/offers.port.ts';
import { PendingOrders } from '../checkout/pending-orders.port.ts';
import { CheckoutMessages } from '../messaging/checkout.messages.ts';
import { OffersMessages } from '../messaging/offers.messages.ts';
import { AcceptOrders } from './accept-orders.ts';
import { AdvanceCheckouts } from './advance-checkouts.ts';
import { AskAgain } from './ask-again.ts';
import { CheckoutBySaga } from './checkout-by-saga.ts';
import { Checkouts } from './checkouts.ts';
import { CreateCheckoutSaga1790000000006 } from './migrations/1790000000006-create-checkout-saga.ts';
import { ReleaseBeforeRejecting1790000000014 } from './migrations/1790000000014-release-before-rejecting.ts';
import { RememberTheRequest1790000000015 } from './migrations/1790000000015-remember-the-request.ts';
import { OfferCopies } from './offer-copies.ts';

/** After `orderMigrations`. */
export const sagaMigrations = [
  CreateCheckoutSaga1790000000006,
  ReleaseBeforeRejecting1790000000014,
  RememberTheRequest1790000000015,
];

/**
 * For a process that speaks with catalogue and payments by messages. Needs from it: `Outbox`, `Inbox`, `CatalogApi`.
 * @param options.sealer hides card tokens from all but the payment module
 */
export const checkoutBySaga = ({ sealer }: { sealer: Sealer }): CheckoutWiring => ({
  controllers: [CheckoutMessages, OffersMessages],
  providers: [
    { provide: Checkout, useClass: CheckoutBySaga },
    { provide: Offers, useExisting: OfferCopies },
    { provide: PendingOrders, useExisting: AskAgain },
    { provide: Sealer, useValue: sealer },
    AcceptOrders,
    AdvanceCheckouts,
    AskAgain,
    Checkouts,
    OfferCopies,
  ],
});
