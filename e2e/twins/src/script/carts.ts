import { each, get, patch, put, remove } from '../play.ts';
import type { Step } from '../step.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

export const carts: Step[] = [
  get('/api/cart', { as: 'ada', why: 'empty' }),
  put('/api/cart/items/$mug', { as: 'ada', json: { quantity: 3 } }),
  put('/api/cart/items/$teapot', { as: 'ada', json: { quantity: 10_000 }, why: 'more than there are' }),
  put('/api/cart/items/$mug', { as: 'ada', json: { quantity: 2 }, why: 'fewer' }),
  put('/api/cart/items/$teapot', { as: 'ada', json: { quantity: 1 }, why: 'fewer' }),
  ...each(
    put,
    '/api/cart/items/$mug',
    { as: 'ada' },
    {
      'a quantity of nought': { quantity: 0 },
      'a quantity too large': { quantity: 10_001 },
      'a quantity in words': { quantity: 'two' },
      'a price': { quantity: 1, unitPrice: { amount: 1, currency: 'GBP' } },
    },
  ),
  put(`/api/cart/items/${NOBODY}`, { as: 'ada', json: { quantity: 1 } }),
  put('/api/cart/items/nonsense', { as: 'ada', json: { quantity: 1 } }),
  put('/api/cart/items/$mug', { json: { quantity: 1 }, why: 'nobody' }),
  get('/api/cart', { as: 'ada' }),
  get('/api/cart', { as: 'bob', why: 'another’s' }),
  put('/api/cart/items/$lamp', { as: 'ada', json: { quantity: 1 } }),
  patch('/api/admin/products/$lamp', {
    as: 'admin',
    json: { price: { amount: 4_444, currency: 'GBP' }, name: 'A bed lamp' },
    why: 'dearer, with another name',
  }),
  get('/api/cart', { as: 'ada', why: 'the new price at once' }),
  remove('/api/cart/items/$lamp', { as: 'ada' }),
  remove('/api/cart/items/$lamp', { as: 'ada', why: 'again' }),
  remove('/api/cart/items/nonsense', { as: 'ada' }),
];
