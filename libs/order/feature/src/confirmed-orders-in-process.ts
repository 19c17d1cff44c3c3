import { Injectable } from '@nestjs/common';
import type { ConfirmedPage } from '@twinshop/order-contracts';
import { Orders } from './persistence/orders.ts';

const PAGE = 1_000;

/** All confirmed orders, for modules in the same process: as `ConfirmedOrdersHttp` for those in others. */
@Injectable()
export class ConfirmedOrdersInProcess {
  private readonly orders: Orders;

  constructor(orders: Orders) {
    this.orders = orders;
  }

  /** Page after page, each of at most 1,000 orders, in the order of their ids. */
  async *pages(): AsyncGenerator<Omit<ConfirmedPage['items'][number], 'confirmedAt'>[]> {
    let rows = await this.orders.confirmed(undefined, PAGE);
    while (rows.length > 0) {
      yield rows.map(({ id, customer_id, lines }) => ({ orderId: id, customerId: customer_id, lines }));
      rows = rows.length < PAGE ? [] : await this.orders.confirmed(rows.at(-1)!.id, PAGE);
    }
  }
}
