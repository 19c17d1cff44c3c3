import { describe, expect, it } from '@jest/globals';
import { Contract, type Exchange } from './contract.ts';

const schemas = {
  Failure: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
  Order: {
    type: 'object',
    required: ['id', 'failure'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      total: { type: 'integer', minimum: 0, exclusiveMinimum: true },
      failure: { nullable: true, allOf: [{ $ref: '#/components/schemas/Failure' }] },
    },
  },
};

const contract = new Contract({
  openapi: '3.0.0',
  paths: {
    '/api/orders/{id}': {
      get: {
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
          404: { $ref: '#/components/responses/Problem' },
        },
      },
    },
  },
  components: {
    schemas,
    responses: {
      Problem: {
        content: {
          'application/problem+json': { schema: { type: 'object', required: ['code'] } },
        },
      },
    },
  },
} as never);

const order = { id: '6fa459ea-ee8a-4ca4-894e-db77e160355e', total: 1, failure: null };
const answer = (change: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  path: '/api/orders/1?x=1',
  status: 200,
  contentType: 'application/json; charset=utf-8',
  body: order,
  ...change,
});

describe('the contract', () => {
  it('lists its operations', () => {
    expect(contract.operations).toEqual(['GET /api/orders/{id}']);
  });

  it.each([
    ['an answer that matches its schema', {}],
    ['a value that is not null where it may be', { body: { ...order, failure: { code: 'out_of_stock' } } }],
    ['a documented problem', { status: 404, contentType: 'application/problem+json', body: { code: 'x' } }],
    [
      'a problem on a path it does not know',
      { path: '/other', status: 404, contentType: 'application/problem+json' },
    ],
  ])('accepts %s', (_, change) => {
    expect(contract.violation(answer(change))).toBeUndefined();
  });

  it.each([
    ['a missing field', { body: { id: order.id } }, /failure/],
    ['a field of a wrong type', { body: { ...order, failure: { code: 7 } } }, /failure/],
    ['an exclusive limit', { body: { ...order, total: 0 } }, /total/],
    ['a wrong format', { body: { ...order, id: '7' } }, /uuid/],
    ['a null that is not allowed', { body: { ...order, id: null } }, /id/],
    ['an undocumented status', { status: 500 }, /status 500/],
    ['an undocumented content type', { contentType: 'text/html' }, /text\/html/],
    ['no content type', { contentType: undefined }, /content type/],
    [
      'a problem without its fields',
      { status: 404, contentType: 'application/problem+json', body: {} },
      /code/,
    ],
    [
      'an error page on a path it does not know',
      { path: '/other', status: 404, contentType: 'text/html' },
      /problem/,
    ],
  ])('refuses %s', (_, change, expected) => {
    expect(contract.violation(answer(change as Partial<Exchange>))).toMatch(expected);
  });
});
