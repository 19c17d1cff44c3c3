import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CheckoutProgress } from './checkout-progress.ts';
import { FinishPendingOrdersSchedule } from './finish-pending-orders.schedule.ts';
import { CartController } from './http/cart.controller.ts';
import { CustomersController } from './http/customers.controller.ts';
import { OrdersController } from './http/orders.controller.ts';
import { Carts } from './persistence/carts.ts';
import { Customers } from './persistence/customers.ts';
import { orderEntities } from './persistence/index.ts';
import { Orders } from './persistence/orders.ts';
import { CancelOrder } from './use-cases/cancel-order/cancel-order.ts';
import { ADMIN_ACCOUNT, EnsureAdmin, type AdminAccount } from './use-cases/ensure-admin/ensure-admin.ts';
import { FillCart } from './use-cases/fill-cart/fill-cart.ts';
import { FinishPendingOrders } from './use-cases/finish-pending-orders/finish-pending-orders.ts';
import { FollowOrder } from './use-cases/follow-order/follow-order.ts';
import { PlaceOrder } from './use-cases/place-order/place-order.ts';
import { SettleOrder } from './use-cases/settle-order/settle-order.ts';
import { SignIn } from './use-cases/sign-in/sign-in.ts';
import { SignUp } from './use-cases/sign-up/sign-up.ts';

/**
 * Customers, carts, orders, checkout. Needs from its process: `Database`, `TokenIssuer`, `CatalogApi`, `StockApi`,
 * `PaymentApi`, `OrderEvents`.
 */
@Module({})
export class OrderModule {
  static forRoot(options: { admin: AdminAccount }): DynamicModule {
    return {
      module: OrderModule,
      imports: [TypeOrmModule.forFeature(orderEntities)],
      controllers: [CustomersController, CartController, OrdersController],
      providers: [
        { provide: ADMIN_ACCOUNT, useValue: options.admin },
        CancelOrder,
        Carts,
        CheckoutProgress,
        Customers,
        EnsureAdmin,
        FillCart,
        FinishPendingOrders,
        FinishPendingOrdersSchedule,
        FollowOrder,
        Orders,
        PlaceOrder,
        SettleOrder,
        SignIn,
        SignUp,
      ],
    };
  }
}
