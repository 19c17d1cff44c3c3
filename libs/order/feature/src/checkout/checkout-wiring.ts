import type { Provider, Type } from '@nestjs/common';

/** One way of checkout as Nest puts it together: it provides `Checkout`, `Offers` and `PendingOrders`. */
export interface CheckoutWiring {
  controllers: Type[];
  providers: Provider[];
}
