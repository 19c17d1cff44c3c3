import { Controller, Get, Query } from '@nestjs/common';
import { ListConfirmed, orderFailures, type ConfirmedPage } from '@twinshop/order-contracts';
import { ServiceOnly } from '@twinshop/platform/auth';
import { fail } from '@twinshop/platform/errors';
import { answer } from '@twinshop/platform/http';
import { decodeCursor, encodeCursor, isId } from '@twinshop/platform/values';
import { z } from 'zod';
import { Orders } from '../persistence/orders.ts';

const Position = z.tuple([z.literal('confirmed'), z.string().refine(isId)]);

/** For other services: what was sold, for whoever builds something of it. */
@ServiceOnly()
@Controller('internal/orders')
export class InternalOrdersController {
  private readonly orders: Orders;

  constructor(orders: Orders) {
    this.orders = orders;
  }

  @Get('confirmed')
  async listConfirmed(
    @Query({ schema: ListConfirmed }) { limit, after }: ListConfirmed,
  ): Promise<ConfirmedPage> {
    const position = after === undefined ? undefined : decodeCursor(after, Position);
    if (after !== undefined && position === undefined) return answer(fail('cursor_invalid'), orderFailures);
    const rows = await this.orders.confirmed(position?.[1], limit + 1);
    const items = rows.slice(0, limit).map(({ id, customer_id, lines, updated_at }) => ({
      orderId: id,
      customerId: customer_id,
      lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
      confirmedAt: updated_at.toISOString(),
    }));
    const last = rows.length > limit ? items.at(-1) : undefined;
    return { items, next: last === undefined ? null : encodeCursor(['confirmed', last.orderId]) };
  }
}
