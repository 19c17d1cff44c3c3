import { Injectable } from '@nestjs/common';
import { StockApi } from '@twinshop/catalog-contracts';
import { MOST_LINES, type Order, type PlaceOrder as Request } from '@twinshop/order-contracts';
import { Database, type Transaction } from '@twinshop/platform/database';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import { newId } from '@twinshop/platform/values';
import type { Placed, PlaceRefusal } from '../checkout/checkout.port.ts';
import { REQUEST_PATIENCE_MS } from '../domain/order-status.ts';
import { price } from '../domain/pricing.ts';
import { fingerprint } from '../domain/request-fingerprint.ts';
import { Carts, type CartLine } from '../persistence/carts.ts';
import { toOrder, type OrderRow } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';
import { FollowOrder } from '../use-cases/follow-order/follow-order.ts';
import { SettleOrder } from './settle-order.ts';

/** The key was used before, or the customer is gone: what the transaction did must not stand. */
class NotPlaced extends Error {}

/**
 * Accepts an order once for each key: stock, order and key in one transaction; then the money. The answer is the
 * final order, unless the payment provider keeps the shop waiting for longer than a client should.
 */
@Injectable()
export class PlaceOrder {
  private readonly database: Database;
  private readonly orders: Orders;
  private readonly carts: Carts;
  private readonly stock: StockApi;
  private readonly settlement: SettleOrder;
  private readonly following: FollowOrder;

  constructor(
    database: Database,
    orders: Orders,
    carts: Carts,
    stock: StockApi,
    settlement: SettleOrder,
    following: FollowOrder,
  ) {
    this.database = database;
    this.orders = orders;
    this.carts = carts;
    this.stock = stock;
    this.settlement = settlement;
    this.following = following;
  }

  async run(customerId: string, key: string, request: Request): Promise<Result<Placed, PlaceRefusal>> {
    if (request.items?.length === 0) return fail('order_empty');
    const accepted = await this.accept(customerId, key, request);
    if (accepted.ok) {
      const settled = await this.settlement.run(accepted.value, REQUEST_PATIENCE_MS);
      return ok({ order: toOrder(settled), replayed: false });
    }
    const earlier = await this.orders.findByKey(customerId, key);
    if (earlier === undefined) return accepted;
    if (earlier.fingerprint !== fingerprint(request)) return fail('idempotency_key_reused');
    return ok({ order: await this.whenSettled(earlier), replayed: true });
  }

  private async accept(
    customerId: string,
    key: string,
    request: Request,
  ): Promise<Result<OrderRow, PlaceRefusal>> {
    try {
      return await this.database.transaction((tx) => this.acceptIn(tx, customerId, key, request));
    } catch (error) {
      if (error instanceof NotPlaced) return fail('unauthenticated');
      throw error;
    }
  }

  private async acceptIn(
    tx: Transaction,
    customerId: string,
    key: string,
    request: Request,
  ): Promise<Result<OrderRow, PlaceRefusal>> {
    const lines: readonly CartLine[] = request.items ?? (await this.carts.readToOrder(tx, customerId));
    if (lines.length === 0) return fail('order_empty');
    if (lines.length > MOST_LINES) return fail('order_too_large');

    const take = await this.stock.take(tx, lines);
    if (take.outcome === 'product_unavailable') {
      return fail('product_unavailable', `Not for sale: ${take.missing.join(', ')}`);
    }
    const taken = take.outcome === 'taken';
    const placed = await this.orders.place(tx, {
      id: newId(),
      customerId,
      idempotencyKey: key,
      fingerprint: fingerprint(request),
      status: taken ? 'pending' : 'rejected',
      failure: taken ? null : 'out_of_stock',
      paymentSource: taken ? request.payment.token : null,
      lines: price(lines, take.offers),
    });
    if (placed === undefined) throw new NotPlaced();
    if (request.items === undefined) await this.carts.removeOrdered(tx, customerId, lines);
    return ok(placed);
  }

  /** A repeated request meets the first one at work: both answer what it comes to. */
  private async whenSettled(order: OrderRow): Promise<Order> {
    if (order.status !== 'pending') return toOrder(order);
    return this.following.untilSettled(toOrder(order), REQUEST_PATIENCE_MS);
  }
}
