import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileErrors, validate } from '@readme/openapi-parser';
import { Shop } from '../src/shop.ts';

const EVERY_OPERATION = [
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
].toSorted();

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const { body } = await shop.anyone.get('/api/openapi.json');

    const result = await validate(structuredClone(body) as Parameters<typeof validate>[0]);

    expect(result.valid ? 'valid' : compileErrors(result)).toBe('valid');
  });

  it('has the operations of the contract and no others', () => {
    expect(shop.anyone.contract.operations).toEqual(EVERY_OPERATION);
  });
});
