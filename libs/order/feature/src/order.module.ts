import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CheckoutProgress } from './checkout/checkout-progress.ts';
import type { CheckoutWiring } from './checkout/checkout-wiring.ts';
import { PendingOrdersSchedule } from './checkout/pending-orders.schedule.ts';
import { ConfirmedOrdersInProcess } from './confirmed-orders-in-process.ts';
import { CartController } from './http/cart.controller.ts';
import { CustomersController } from './http/customers.controller.ts';
import { InternalOrdersController } from './http/internal-orders.controller.ts';
import { OrdersController } from './http/orders.controller.ts';
import { Carts } from './persistence/carts.ts';
import { Customers } from './persistence/customers.ts';
import { orderEntities } from './persistence/index.ts';
import { OrderBell } from './persistence/order-bell.ts';
import { Orders } from './persistence/orders.ts';
import { ADMIN_ACCOUNT, EnsureAdmin, type AdminAccount } from './use-cases/ensure-admin/ensure-admin.ts';
import { FillCart } from './use-cases/fill-cart/fill-cart.ts';
import { FollowOrder } from './use-cases/follow-order/follow-order.ts';
import { SignIn } from './use-cases/sign-in/sign-in.ts';
import { SignUp } from './use-cases/sign-up/sign-up.ts';

export interface OrderOptions {
  admin: AdminAccount;
  /** How orders come to their end here. */
  checkout: CheckoutWiring;
  /** Whether other services may ask here what was sold; for that, the process needs `ServiceAuthModule`. */
  internalRoutes?: boolean;
}

/** Customers, carts, orders, checkout. Needs from its process: `Database`, `TokenIssuer`, and what its checkout needs. */
@Module({})
export class OrderModule {
  static forRoot({ admin, checkout, internalRoutes = false }: OrderOptions): DynamicModule {
    return {
      module: OrderModule,
      imports: [TypeOrmModule.forFeature(orderEntities)],
      controllers: [
        CustomersController,
        CartController,
        OrdersController,
        ...(internalRoutes ? [InternalOrdersController] : []),
        ...checkout.controllers,
      ],
      providers: [
        { provide: ADMIN_ACCOUNT, useValue: admin },
        Carts,
        CheckoutProgress,
        ConfirmedOrdersInProcess,
        Customers,
        EnsureAdmin,
        FillCart,
        FollowOrder,
        OrderBell,
        Orders,
        PendingOrdersSchedule,
        SignIn,
        SignUp,
        ...checkout.providers,
      ],
    };
  }
}
