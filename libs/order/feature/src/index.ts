export { CheckoutProgress } from './checkout-progress.ts';
export { OrderModule } from './order.module.ts';
export { orderEntities, orderMigrations } from './persistence/index.ts';
