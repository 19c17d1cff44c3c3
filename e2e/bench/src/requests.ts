import { randomUUID } from 'node:crypto';
import type autocannon from 'autocannon';

const LINES = 3;

/** One product after another. */
export const productDetails = (ids: readonly string[]): autocannon.Request[] =>
  ids.map((id) => ({ method: 'GET', path: `/api/products/${id}` }));

/** The first page of twenty. */
export const productPage = (): autocannon.Request[] => [{ method: 'GET', path: '/api/products?limit=20' }];

/** Orders of three products drawn at random, each with a key of its own. */
export const orders = (ids: readonly string[], token: string): autocannon.Request[] => [
  {
    method: 'POST',
    path: '/api/orders',
    setupRequest: (request) => ({
      ...request,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({
        items: draw(ids).map((productId) => ({ productId, quantity: 1 })),
        payment: { method: 'card', token: 'tok_visa' },
      }),
    }),
  },
];

const draw = (ids: readonly string[]): string[] => {
  const drawn = new Set<string>();
  while (drawn.size < LINES) drawn.add(ids[Math.floor(Math.random() * ids.length)]!);
  return [...drawn];
};
