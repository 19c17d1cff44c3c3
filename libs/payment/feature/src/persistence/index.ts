import { CreatePayments1790000000003 } from './migrations/1790000000003-create-payments.ts';
import { PaymentEntity } from './payment.entity.ts';

export const paymentEntities = [PaymentEntity];
export const paymentMigrations = [CreatePayments1790000000003];
