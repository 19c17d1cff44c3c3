import { CartItemEntity } from './cart-item.entity.ts';
import { CustomerEntity } from './customer.entity.ts';
import { CreateOrders1790000000002 } from './migrations/1790000000002-create-orders.ts';
import { OrderLineEntity } from './order-line.entity.ts';
import { OrderEntity } from './order.entity.ts';

export const orderEntities = [CustomerEntity, CartItemEntity, OrderEntity, OrderLineEntity];
export const orderMigrations = [CreateOrders1790000000002];
