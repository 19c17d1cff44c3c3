import { Injectable } from '@nestjs/common';
import { RecordSales } from '@twinshop/catalog-feature';
import { OrderEvents, type ConfirmedOrder } from '@twinshop/order-contracts';

/** Who hears of what happens to orders, by direct call. */
@Injectable()
export class OrderEventsDirect extends OrderEvents {
  private readonly sales: RecordSales;

  constructor(sales: RecordSales) {
    super();
    this.sales = sales;
  }

  override confirmed({ lines }: ConfirmedOrder): void {
    this.sales.run(lines);
  }
}
