import { Injectable } from '@nestjs/common';
import type { OrderConfirmed } from '@twinshop/order-contracts';
import type { Transaction } from '@twinshop/platform/database';
import type { DataOf } from '@twinshop/platform/messages';
import { Reservations } from '../../persistence/reservations.ts';
import { RecordSales } from '../record-sales/record-sales.ts';

/** What was reserved for an order is sold with it, and counts for how popular its products are. */
@Injectable()
export class SellReserved {
  private readonly reservations: Reservations;
  private readonly sales: RecordSales;

  constructor(reservations: Reservations, sales: RecordSales) {
    this.reservations = reservations;
    this.sales = sales;
  }

  /**
   * An order that was released meanwhile stays so; it was bought all the same, as in any process that sells. One that is
   * sold already was counted by whoever sold it: a monolith that shares the stock, and only tells.
   * @throws for an order that has not asked for stock: what it will get would stay reserved for ever
   */
  async run(tx: Transaction, orders: readonly DataOf<typeof OrderConfirmed>[]): Promise<void> {
    const { unknown, soldBefore } = await this.reservations.sell(
      tx,
      orders.map(({ orderId }) => orderId),
    );
    if (unknown.length > 0) throw new Error(`confirmed before they asked for stock: ${unknown.join(', ')}`);
    const bought = orders.filter(({ orderId }) => !soldBefore.has(orderId)).flatMap(({ lines }) => lines);
    if (bought.length > 0) tx.afterCommit(() => this.sales.run(bought));
  }
}
