import { CreatePayments1790000000003 } from './migrations/1790000000003-create-payments.ts';
import { AnswerCommands1790000000013 } from './migrations/1790000000013-answer-commands.ts';
import { PaymentEntity } from './payment.entity.ts';

export const paymentEntities = [PaymentEntity];
export const paymentMigrations = [CreatePayments1790000000003, AnswerCommands1790000000013];
