import { Injectable } from '@nestjs/common';
import { StockRefused, StockReleased, StockReserved, type ReserveStock } from '@twinshop/catalog-contracts';
import type { Transaction } from '@twinshop/platform/database';
import type { MessageOf } from '@twinshop/platform/messages';
import type { NewMessage } from '@twinshop/platform/messaging';
import { allocate } from '../../domain/allocate.ts';
import { Reservations, type Decision } from '../../persistence/reservations.ts';

type Wish = MessageOf<typeof ReserveStock>;

/**
 * Sets stock aside for a batch of orders in three statements, whatever its size. An order that asks again gets the
 * answer that it got before; one that was released meanwhile, or beforehand, hears that it is.
 */
@Injectable()
export class ReserveForOrders {
  private readonly reservations: Reservations;

  constructor(reservations: Reservations) {
    this.reservations = reservations;
  }

  async run(tx: Transaction, messages: readonly Wish[]): Promise<void> {
    const wishes = [...new Map(messages.map(({ data }) => [data.orderId, data])).values()];
    const before = await this.reservations.claim(tx, wishes);
    const fresh = wishes.filter(({ orderId }) => !before.has(orderId));
    const products = new Set(fresh.flatMap(({ lines }) => lines.map(({ productId }) => productId)));
    const allocation = allocate(await this.reservations.lockStock(tx, [...products]), fresh);

    const decide = (orderId: string): Decision => {
      const refusal = allocation.refused.get(orderId);
      if (refusal !== undefined) return { status: 'refused', refusal };
      return before.get(orderId) ?? { status: 'reserved', refusal: null };
    };
    const answers = messages.map((message) => answer(message, decide(message.data.orderId)));
    await this.reservations.settle(tx, allocation, answers);
  }
}

const answer = (cause: Wish, { status, refusal }: Decision): NewMessage => {
  const { orderId } = cause.data;
  switch (status) {
    case 'reserved':
    case 'sold':
      return { type: StockReserved, data: { orderId }, cause };
    case 'refused':
      return { type: StockRefused, data: { orderId, reason: refusal }, cause };
    case 'released':
      return { type: StockReleased, data: { orderId }, cause };
  }
};
