export { Contract } from './contract.ts';
export { expectPaidExactly, expectProblem } from './expectations.ts';
export { PaymentProvider } from './payment-provider.ts';
export { aKey, Buyer, lines, Shop } from './shop.ts';
export { ShopClient } from './shop-client.ts';
export type { Cart, Order, Product } from './shop-types.ts';
