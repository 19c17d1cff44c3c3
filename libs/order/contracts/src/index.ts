export * from './cart.ts';
export * from './customer.ts';
export * from './failures.ts';
export * from './order.ts';
export { OrderEvents, type OrderConfirmed } from './order-events.port.ts';
