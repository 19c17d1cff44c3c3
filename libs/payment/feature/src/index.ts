export { PaymentInProcess } from './payment-in-process.ts';
export { PaymentModule } from './payment.module.ts';
export { paymentEntities, paymentMigrations } from './persistence/index.ts';
