import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ListOrders, Order, orderFailures, OrderPage, PlaceOrder } from '@twinshop/order-contracts';
import { Authenticated, CurrentActor, type Actor } from '@twinshop/platform/auth';
import { fail, ok, type Result } from '@twinshop/platform/errors';
import {
  answer,
  ApiAnswer,
  ApiBodyProblems,
  ApiHeader,
  ApiProblem,
  ApiProduces,
  ApiTags,
  IdempotencyKey,
} from '@twinshop/platform/http';
import { decodeCursor, encodeCursor, isId } from '@twinshop/platform/values';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { Checkout } from '../checkout/checkout.port.ts';
import { toOrder, type OrderRow } from '../persistence/order-row.ts';
import { Orders } from '../persistence/orders.ts';
import { FollowOrder } from '../use-cases/follow-order/follow-order.ts';

const Position = z.tuple([z.literal('orders'), z.string().refine(isId)]);

@ApiTags('Orders')
@Authenticated()
@Controller('api/orders')
export class OrdersController {
  private readonly orders: Orders;
  private readonly checkout: Checkout;
  private readonly following: FollowOrder;

  constructor(orders: Orders, checkout: Checkout, following: FollowOrder) {
    this.orders = orders;
    this.checkout = checkout;
    this.following = following;
  }

  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8 to 64 of A-Z a-z 0-9 _ -' })
  @ApiAnswer(201, Order, 'The order; with `Idempotency-Replayed: true` where this key had placed it before')
  @ApiBodyProblems('idempotency_key_missing', 'order_empty', 'order_too_large')
  @ApiProblem(409, 'idempotency_key_reused', 'product_unavailable')
  async placeOrder(
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key: string,
    @Body({ schema: PlaceOrder }) body: PlaceOrder,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Order> {
    const { order, replayed } = answer(await this.checkout.place(actor.id, key, body), orderFailures);
    reply.header('location', `/api/orders/${order.id}`);
    if (replayed) reply.header('idempotency-replayed', 'true');
    return order;
  }

  @Get()
  @ApiAnswer(200, OrderPage, 'A page of the caller’s orders, newest first')
  @ApiProblem(400, 'validation_failed', 'cursor_invalid')
  async listOrders(
    @CurrentActor() actor: Actor,
    @Query({ schema: ListOrders }) { limit, after }: ListOrders,
  ): Promise<OrderPage> {
    const position = after === undefined ? undefined : decodeCursor(after, Position);
    if (after !== undefined && position === undefined) return answer(fail('cursor_invalid'), orderFailures);
    const rows = await this.orders.ofCustomer(actor.id, position?.[1], limit + 1);
    const items = rows.slice(0, limit).map(toOrder);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : encodeCursor(['orders', last.id]) };
  }

  @Get(':id')
  @ApiAnswer(200, Order, 'The order')
  @ApiProblem(404, 'order_not_found')
  async getOrder(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Order> {
    return toOrder(answer(await this.own(actor, id), orderFailures));
  }

  @Sse(':id/events')
  @ApiProduces('text/event-stream')
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'of the event that was heard last' })
  @ApiAnswer(200, z.string(), 'A `status` event with the order for each of its statuses, to the last')
  @ApiProblem(404, 'order_not_found')
  async followOrder(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Headers('Last-Event-ID') heard?: string,
  ): Promise<Observable<MessageEvent>> {
    const order = answer(await this.own(actor, id), orderFailures);
    // An order has each status once: by it, whoever listens again is told no event twice, by whichever process.
    return this.following
      .follow(order.id, heard)
      .pipe(map((data) => ({ type: 'status', id: data.status, data })));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiAnswer(200, Order, 'The cancelled order')
  @ApiProblem(404, 'order_not_found')
  @ApiProblem(409, 'order_not_cancellable')
  async cancelOrder(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Order> {
    return answer(
      isId(id) ? await this.checkout.cancel(actor.id, id.toLowerCase()) : fail('order_not_found'),
      orderFailures,
    );
  }

  /** Another customer's order is answered like one that does not exist. */
  private async own(actor: Actor, id: string): Promise<Result<OrderRow, 'order_not_found'>> {
    const order = isId(id) ? await this.orders.find(id) : undefined;
    return order?.customer_id === actor.id ? ok(order) : fail('order_not_found');
  }
}
