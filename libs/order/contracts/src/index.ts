export * from './cart.ts';
export * from './customer.ts';
export * from './failures.ts';
export * from './order.ts';
export { OrderEvents, type ConfirmedOrder } from './order-events.port.ts';
export * from './messages.ts';
export * from './internal.ts';
