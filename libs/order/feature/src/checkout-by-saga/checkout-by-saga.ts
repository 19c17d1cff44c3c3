import { Injectable } from '@nestjs/common';
import { ReleaseStock } from '@twinshop/catalog-contracts';
import { MOST_LINES, type Order, type PlaceOrder as Request } from '@twinshop/order-contracts';
import { RefundPayment } from '@twinshop/payment-contracts';
import { Database } from '@twinshop/platform/database';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { Outbox } from '@twinshop/platform/messaging';
import { Sealer } from '@twinshop/platform/secrets';
import { newId } from '@twinshop/platform/values';
import { Checkout, type CancelRefusal, type Placed, type PlaceRefusal } from '../checkout/checkout.port.ts';
import { ACCEPTED, statusOf } from '../domain/checkout-saga.ts';
import { present } from '../domain/pricing.ts';
import { fingerprint } from '../domain/request-fingerprint.ts';
import { takeSteps } from '../domain/take-steps.ts';
import { Carts, type CartLine } from '../persistence/carts.ts';
import { toOrder } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';
import { AcceptOrders, type Acceptance, type NewCheckout } from './accept-orders.ts';
import { Checkouts } from './checkouts.ts';
import { OfferCopies } from './offer-copies.ts';

/** How long a cancellation waits for stock and money to be on their way back, in milliseconds. */
const CANCEL_PATIENCE_MS = 1_500;

/** What it waits for. Who else hears of it may be away. */
const GIVES_BACK: readonly string[] = [ReleaseStock.name, RefundPayment.name];

/** What an attempt to accept an order came to. */
type Attempt = Acceptance | { outcome: 'order_empty' | 'order_too_large' };

/** Orders are accepted as they come, and answered `pending`; messages bring them to their end (docs/adr/0012). */
@Injectable()
export class CheckoutBySaga extends Checkout {
  private readonly database: Database;
  private readonly orders: Orders;
  private readonly carts: Carts;
  private readonly accepting: AcceptOrders;
  private readonly checkouts: Checkouts;
  private readonly offers: OfferCopies;
  private readonly outbox: Outbox;
  private readonly sealer: Sealer;

  constructor(
    database: Database,
    orders: Orders,
    carts: Carts,
    accepting: AcceptOrders,
    checkouts: Checkouts,
    offers: OfferCopies,
    outbox: Outbox,
    sealer: Sealer,
  ) {
    super();
    this.database = database;
    this.orders = orders;
    this.carts = carts;
    this.accepting = accepting;
    this.checkouts = checkouts;
    this.offers = offers;
    this.outbox = outbox;
    this.sealer = sealer;
  }

  override async place(
    customerId: string,
    key: string,
    request: Request,
  ): Promise<Result<Placed, PlaceRefusal>> {
    if (request.items?.length === 0) return fail('order_empty');
    const id = newId();
    const order = {
      id,
      customerId,
      idempotencyKey: key,
      fingerprint: fingerprint(request),
      sealedSource: this.sealer.seal(request.payment.token, id),
    };
    const first = await this.tryToAccept(order, request);
    if (first.outcome === 'accepted') return ok(accepted(id, first));

    const earlier = await this.orders.findByKey(customerId, key);
    if (earlier !== undefined) {
      if (earlier.fingerprint !== order.fingerprint) return fail('idempotency_key_reused');
      return ok({ order: toOrder(earlier), replayed: true });
    }
    if (first.outcome !== 'unknown_products') return refused(first);

    const found = await this.offers.fetch(first.productIds);
    const missing = first.productIds.filter((productId) => !found.has(productId));
    if (missing.length > 0) return fail('product_unavailable', `Not for sale: ${missing.join(', ')}`);
    return this.place(customerId, key, request);
  }

  override async cancel(customerId: string, orderId: string): Promise<Result<Order, CancelRefusal>> {
    const heard = [{ orderId, happening: 'customerCancels' as const }];
    const cancelled = await this.database.transaction(async (tx) => {
      const orders = await this.checkouts.lock(tx, heard);
      const order = orders[0];
      if (order?.customerId !== customerId) return fail('order_not_found');
      const { changes, messages } = takeSteps(orders, heard);
      const change = changes[0];
      if (change === undefined) return fail('order_not_cancellable');
      await this.checkouts.write(tx, changes, []);
      const sent = await this.outbox.add(tx, messages);
      return ok({
        givesBack: sent.filter(({ type }) => GIVES_BACK.includes(type)).map(({ eventId }) => eventId),
        order: {
          id: orderId,
          status: statusOf(change.state),
          ...present(order.lines!),
          failure: null,
          createdAt: order.createdAt.toISOString(),
          updatedAt: change.at.toISOString(),
        },
      });
    });
    if (!cancelled.ok) return cancelled;
    // So that whoever cancels sees stock and money returned, as where both are in one process. They return in any case.
    await this.outbox.untilDelivered(cancelled.value.givesBack, CANCEL_PATIENCE_MS);
    return ok(cancelled.value.order);
  }

  private tryToAccept(order: Omit<NewCheckout, 'lines'>, { items }: Request): Promise<Attempt> {
    return items === undefined ? this.acceptCart(order) : this.accepting.accept({ ...order, lines: items });
  }

  /** The cart is locked, ordered and emptied together, so that it is ordered once. */
  private acceptCart(order: Omit<NewCheckout, 'lines'>): Promise<Attempt> {
    return this.database.transaction(async (tx): Promise<Attempt> => {
      const lines: readonly CartLine[] = await this.carts.readToOrder(tx, order.customerId);
      if (lines.length === 0) return { outcome: 'order_empty' };
      if (lines.length > MOST_LINES) return { outcome: 'order_too_large' };
      const acceptance = await this.accepting.acceptIn(tx, { ...order, lines });
      if (acceptance.outcome === 'accepted') await this.carts.removeOrdered(tx, order.customerId, lines);
      return acceptance;
    });
  }
}

const accepted = (id: string, { lines, at }: Extract<Acceptance, { outcome: 'accepted' }>): Placed => ({
  order: {
    id,
    status: statusOf(ACCEPTED.to),
    ...present(lines),
    failure: null,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
  },
  replayed: false,
});

const refused = ({ outcome }: Attempt): Result<never, PlaceRefusal> => {
  switch (outcome) {
    case 'order_empty':
    case 'order_too_large':
      return fail(outcome);
    case 'unknown_customer':
      return fail('unauthenticated');
    default:
      throw new Error(`An order was not placed (${outcome}), and there is none under its key`);
  }
};
