import { Injectable } from '@nestjs/common';
import type { Order, PlaceOrder as Request } from '@twinshop/order-contracts';
import type { Result } from '@twinshop/platform/errors';
import { Checkout, type CancelRefusal, type Placed, type PlaceRefusal } from '../checkout/checkout.port.ts';
import { CancelOrder } from './cancel-order.ts';
import { PlaceOrder } from './place-order.ts';

/** Stock, order and key in one transaction, then the provider; the answer is final (docs/adr/0004). */
@Injectable()
export class CheckoutInOneTransaction extends Checkout {
  private readonly placing: PlaceOrder;
  private readonly cancelling: CancelOrder;

  constructor(placing: PlaceOrder, cancelling: CancelOrder) {
    super();
    this.placing = placing;
    this.cancelling = cancelling;
  }

  override place(customerId: string, key: string, request: Request): Promise<Result<Placed, PlaceRefusal>> {
    return this.placing.run(customerId, key, request);
  }

  override cancel(customerId: string, orderId: string): Promise<Result<Order, CancelRefusal>> {
    return this.cancelling.run(customerId, orderId);
  }
}
