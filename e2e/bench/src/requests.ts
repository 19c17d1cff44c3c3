import { randomUUID } from 'node:crypto';
import type autocannon from 'autocannon';

const LINES = 3;

/**
 * Paths drawn at random. In a fixed order all connections would march in step, asking for the same at the same moment,
 * which the shop answers with one query.
 */
export const reads = (paths: readonly string[]): autocannon.Request[] => [
  {
    method: 'GET',
    path: paths[0]!,
    setupRequest: (request) => ({ ...request, path: paths[Math.floor(Math.random() * paths.length)]! }),
  },
];

export const productDetails = (ids: readonly string[]): autocannon.Request[] =>
  reads(ids.map((id) => `/api/products/${id}`));

/** The first page of twenty, as everybody asks for it who opens the shop. */
export const samePage = (): autocannon.Request[] => [{ method: 'GET', path: '/api/products?limit=20' }];

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
