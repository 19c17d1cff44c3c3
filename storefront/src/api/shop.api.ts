import { createHttp } from './http.ts';
import { createSessionStore } from './session.ts';
import type {
  AccessGrant,
  Cart,
  Category,
  Customer,
  Order,
  Page,
  PlaceOrder,
  Product,
  ProductSummary,
  Sort,
  ProductSuggestions,
} from './types.ts';

export const session = createSessionStore(window.sessionStorage);
const http = createHttp(session);

export interface ProductSearch {
  category?: string | undefined;
  q?: string | undefined;
  sort?: Sort | undefined;
  limit: number;
  after?: string | undefined;
}

/** Placing an order waits for the card processor, which may be slow. */
const orderDeadline = 30_000;

export const catalogApi = {
  categories: (signal: AbortSignal) =>
    http.json<{ items: Category[] }>('/api/categories', { signal }).then((answer) => answer.items),
  products: (search: ProductSearch, signal: AbortSignal) =>
    http.json<Page<ProductSummary>>(`/api/products?${query(search)}`, { signal }),
  product: (id: string, signal: AbortSignal) =>
    http.json<Product>(`/api/products/${segment(id)}`, { signal }),
  related: (id: string, limit: number, signal: AbortSignal) =>
    http.json<ProductSuggestions>(`/api/products/${segment(id)}/related?${query({ limit })}`, { signal }),
  recommendations: (limit: number, signal: AbortSignal) =>
    http.json<ProductSuggestions>(`/api/recommendations?${query({ limit })}`, { signal }),
};

export const customersApi = {
  signUp: (form: { name: string; email: string; password: string }) =>
    http.json<Customer>('/api/customers', { method: 'POST', body: form }),
  signIn: (form: { email: string; password: string }) =>
    http.json<AccessGrant>('/api/sessions', { method: 'POST', body: form }),
  me: (signal: AbortSignal) => http.json<Customer>('/api/customers/me', { signal }),
};

export const cartApi = {
  read: (signal?: AbortSignal) => http.json<Cart>('/api/cart', signal ? { signal } : {}),
  setQuantity: (productId: string, quantity: number) =>
    http.json<Cart>(`/api/cart/items/${segment(productId)}`, { method: 'PUT', body: { quantity } }),
  remove: (productId: string) =>
    http.json<Cart>(`/api/cart/items/${segment(productId)}`, { method: 'DELETE' }),
};

export const ordersApi = {
  /** Orders the cart. The same key and payment again answer with the same order. */
  place: (idempotencyKey: string, payment: PlaceOrder['payment']) =>
    http.json<Order>('/api/orders', {
      method: 'POST',
      body: { payment },
      headers: { 'Idempotency-Key': idempotencyKey },
      deadline: orderDeadline,
    }),
  read: (id: string, signal?: AbortSignal) =>
    http.json<Order>(`/api/orders/${segment(id)}`, signal ? { signal } : {}),
  list: (page: { limit: number; after?: string | undefined }, signal: AbortSignal) =>
    http.json<Page<Order>>(`/api/orders?${query(page)}`, { signal }),
  cancel: (id: string) => http.json<Order>(`/api/orders/${segment(id)}/cancel`, { method: 'POST' }),
  events: (id: string, signal: AbortSignal) =>
    http.open(`/api/orders/${segment(id)}/events`, { signal, headers: { Accept: 'text/event-stream' } }),
};

function segment(text: string): string {
  return encodeURIComponent(text);
}

function query(fields: Record<string, string | number | undefined> | ProductSearch): string {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
