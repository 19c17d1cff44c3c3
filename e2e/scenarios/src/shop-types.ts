/** The shapes of the public contract, written down here once more so that no change of the shop's own types goes unseen. */
export interface Money {
  readonly amount: number;
  readonly currency: 'GBP';
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

export interface Customer {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export interface Session {
  readonly accessToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
}

export interface ProductSummary {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly price: Money;
  readonly category: string;
  readonly imageUrl: string;
  readonly inStock: boolean;
}

export interface Product extends ProductSummary {
  readonly description: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly stock: number;
  readonly createdAt: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface Suggestions {
  readonly items: readonly ProductSummary[];
  readonly source: 'recommendations' | 'default';
}

export interface Line {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly lineTotal: Money;
}

export interface Cart {
  readonly items: readonly Line[];
  readonly total: Money;
}

export type OrderStatus = 'pending' | 'confirmed' | 'rejected' | 'cancelled';

export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly items: readonly Line[];
  readonly total: Money;
  readonly failure: null | { readonly code: string };
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ImportReport {
  readonly imported: number;
  readonly refused: readonly { readonly line: number; readonly code: string }[];
}
