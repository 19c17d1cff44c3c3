export { PaymentInProcess } from './payment-in-process.ts';
export { PaymentModule } from './payment.module.ts';
export { PaymentProvider } from './provider/payment-provider.ts';
export { paymentEntities, paymentMigrations } from './persistence/index.ts';
