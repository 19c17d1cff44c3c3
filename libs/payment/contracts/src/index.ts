export { PaymentApi, type Charge, type ChargeOutcome } from './payment-api.port.ts';
export * from './messages.ts';
