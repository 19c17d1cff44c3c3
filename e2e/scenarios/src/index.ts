export { Contract } from './contract.ts';
export { PaymentProvider } from './payment-provider.ts';
export { Shop, Buyer } from './shop.ts';
export { ShopClient } from './shop-client.ts';
