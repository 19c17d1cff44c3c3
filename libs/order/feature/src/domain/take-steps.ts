import { ReleaseStock, ReserveStock } from '@twinshop/catalog-contracts';
import { OrderCancelled, OrderConfirmed, type Rejection } from '@twinshop/order-contracts';
import { AbandonPayment, ChargePayment, RefundPayment } from '@twinshop/payment-contracts';
import type { Cause, MessageType } from '@twinshop/platform/messages';
import {
  CHECKOUT_SAGA,
  IGNORED,
  nextLookInMs,
  silenceAfter,
  statusOf,
  type CheckoutState,
  type Happening,
  type Sending,
} from './checkout-saga.ts';

/** An order as its checkout sees it. */
export interface CheckoutOrder {
  id: string;
  customerId: string;
  state: CheckoutState;
  /** Why it is rejected, or will be once its stock is back. */
  failure: Rejection | null;
  /** minor units */
  amount: number;
  /** The card token, encrypted for the payment module; null once the order is not pending. */
  sealedSource: string | null;
  /** The request that placed it; null once the order is not pending. */
  cause: Cause | null;
  updatedAt: Date;
  /** Milliseconds in its present state. */
  waitedMs: number;
  /** Read only where `needsLines` says so. */
  lines: readonly { productId: string; quantity: number }[] | null;
}

/** What an order's checkout heard, and what that comes of: the message that said so. */
export interface Heard {
  orderId: string;
  happening: Happening;
  cause?: Cause | undefined;
}

/** An order that is in another state, or was asked for again. */
export interface Change {
  id: string;
  state: CheckoutState;
  failure: Rejection | null;
  at: Date;
  nextLookInMs: number;
}

/** A message to be sent, as `NewMessage` of the outbox. */
export interface ToSend {
  type: MessageType;
  data: unknown;
  cause: Cause | undefined;
}

const linesOf = ({ lines }: CheckoutOrder): { productId: string; quantity: number }[] =>
  lines!.map(({ productId, quantity }) => ({ productId, quantity }));

/** How each thing that a checkout sends is written. */
const WRITTEN: Record<Sending, (order: CheckoutOrder, at: Date) => Omit<ToSend, 'cause'>> = {
  reserveStock: (order) => ({ type: ReserveStock, data: { orderId: order.id, lines: linesOf(order) } }),
  releaseStock: ({ id }) => ({ type: ReleaseStock, data: { orderId: id } }),
  chargePayment: ({ id, amount, sealedSource }) => ({
    type: ChargePayment,
    data: { orderId: id, amount, sealedSource },
  }),
  abandonPayment: ({ id, amount }) => ({ type: AbandonPayment, data: { orderId: id, amount } }),
  refundPayment: ({ id }) => ({ type: RefundPayment, data: { orderId: id } }),
  orderConfirmed: (order, at) => ({
    type: OrderConfirmed,
    data: {
      orderId: order.id,
      customerId: order.customerId,
      lines: linesOf(order),
      confirmedAt: at.toISOString(),
    },
  }),
  orderCancelled: (order, at) => ({
    type: OrderCancelled,
    data: {
      orderId: order.id,
      customerId: order.customerId,
      lines: linesOf(order),
      cancelledAt: at.toISOString(),
    },
  }),
};

const HAVE_LINES: readonly Sending[] = ['reserveStock', 'orderConfirmed', 'orderCancelled'];

const NEED_LINES = new Set(
  Object.values(CHECKOUT_SAGA).flatMap((cells) =>
    Object.entries(cells)
      .filter(([, step]) => step !== IGNORED && step.send.some((sending) => HAVE_LINES.includes(sending)))
      .map(([happening]) => happening),
  ),
);

/** Whether something may have to be sent that names the order's lines. */
export const needsLines = (happening: Happening): boolean => NEED_LINES.has(happening);

/** What nothing was heard of, told as what that comes to. What is then asked again comes of the order's own request. */
export const silenceOf = ({ id, waitedMs, cause }: CheckoutOrder): Heard => ({
  orderId: id,
  happening: silenceAfter(waitedMs),
  cause: cause ?? undefined,
});

/** An order that is left as it is, and looked at again after the shortest pause. */
export const leftFor = ({ id, state, failure, updatedAt }: CheckoutOrder): Change => ({
  id,
  state,
  failure,
  at: updatedAt,
  nextLookInMs: nextLookInMs(0),
});

/** Later than what was known of the order before, also where clocks of processes differ by a little. */
const momentAfter = ({ updatedAt }: CheckoutOrder): Date =>
  new Date(Math.max(updatedAt.getTime() + 1, Date.now()));

/**
 * Takes orders through the table of the checkout, happening by happening.
 * @param orders all that something was heard of
 * @returns what has changed, each order once, and what is to be sent, in this order
 * @throws for an order that is not there: a message about nothing is not to be lost silently
 */
export const takeSteps = (
  orders: readonly CheckoutOrder[],
  heard: readonly Heard[],
): { changes: Change[]; messages: ToSend[] } => {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const changes = new Map<string, Change>();
  const messages: ToSend[] = [];
  for (const { orderId, happening, cause } of heard) {
    const order = byId.get(orderId);
    if (order === undefined) throw new Error(`${happening} for order ${orderId}, which is not there`);
    const before = changes.get(orderId);
    const state = before?.state ?? order.state;
    const step = CHECKOUT_SAGA[state][happening];
    if (step === IGNORED) continue;
    const at = before?.at ?? momentAfter(order);
    if (step.to !== state || statusOf(step.to) === 'pending') {
      changes.set(orderId, {
        id: orderId,
        state: step.to,
        failure: step.failure ?? before?.failure ?? order.failure,
        at,
        nextLookInMs: nextLookInMs(step.to === state ? order.waitedMs : 0),
      });
    }
    for (const sending of step.send) messages.push({ ...WRITTEN[sending](order, at), cause });
  }
  return { changes: [...changes.values()], messages };
};
