import { describe, expect, it } from '@jest/globals';
import { publicContract } from './public-contract.ts';

const OPERATIONS = [
  'POST /api/customers',
  'POST /api/sessions',
  'GET /api/customers/me',
  'GET /api/categories',
  'GET /api/products',
  'GET /api/products/{id}',
  'GET /api/products/{id}/related',
  'GET /api/recommendations',
  'GET /api/cart',
  'PUT /api/cart/items/{productId}',
  'DELETE /api/cart/items/{productId}',
  'POST /api/orders',
  'GET /api/orders',
  'GET /api/orders/{id}',
  'GET /api/orders/{id}/events',
  'POST /api/orders/{id}/cancel',
  'POST /api/admin/products',
  'PATCH /api/admin/products/{id}',
  'POST /api/admin/products/{id}/stock',
  'POST /api/admin/products/import',
];

describe('the public contract', () => {
  it('has every operation of the shop, of whichever module, and nothing of its inside', async () => {
    const { paths } = await publicContract();
    const documented = Object.entries(paths).flatMap(([where, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${where}`),
    );
    expect(documented.sort()).toEqual([...OPERATIONS].sort());
  });

  it('has what the operations refer to', async () => {
    const { components } = await publicContract();
    expect(components?.schemas).toHaveProperty('Problem');
    expect(components?.securitySchemes).toHaveProperty('bearer');
  });

  it('is the same each time', async () => {
    expect(await publicContract()).toEqual(await publicContract());
  });
});
