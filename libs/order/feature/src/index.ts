export { OrderModule } from './order.module.ts';
export { orderEntities, orderMigrations } from './persistence/index.ts';
