/** The JSON of the shop's public contract, as the modules' contracts have it. */
import type { Line } from '@twinshop/order-contracts';

export type {
  Category,
  Product,
  ProductSummary,
  ProductSuggestions,
  Sort,
} from '@twinshop/catalog-contracts';
export type {
  Cart,
  Customer,
  Line,
  Order,
  OrderStatus,
  PlaceOrder,
  Session as AccessGrant,
} from '@twinshop/order-contracts';

/** An integer `amount` in the currency's minor units. */
export type Money = Line['unitPrice'];

export interface Page<T> {
  items: T[];
  next: string | null;
}
