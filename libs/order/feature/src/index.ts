export { CheckoutProgress } from './checkout/checkout-progress.ts';
export { checkoutInOneTransaction } from './checkout-in-one-transaction/index.ts';
export { checkoutBySaga, sagaMigrations } from './checkout-by-saga/index.ts';
export { ConfirmedOrdersInProcess } from './confirmed-orders-in-process.ts';
export { OrderModule } from './order.module.ts';
export { orderEntities, orderMigrations } from './persistence/index.ts';
export { FollowOrder } from './use-cases/follow-order/follow-order.ts';
