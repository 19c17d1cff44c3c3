import { describe, expect, it } from '@jest/globals';
import { MOST_LINES, PlaceOrder, SignUp } from './index.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const payment = { method: 'card', token: 'tok_visa' };
const problems = (body: unknown): string[] => [
  ...new Set((PlaceOrder.safeParse(body).error?.issues ?? []).map(({ path }) => path.join('.'))),
];

describe('a request to place an order', () => {
  it('may name its items, or leave them to the cart', () => {
    expect(problems({ items: [{ productId: id(1), quantity: 1 }], payment })).toEqual([]);
    expect(problems({ payment })).toEqual([]);
  });

  it('may have 500 lines of 10,000 pieces, and no more', () => {
    const lines = (n: number) =>
      Array.from({ length: n }, (_, line) => ({ productId: id(line), quantity: 10_000 }));
    expect(problems({ items: lines(MOST_LINES), payment })).toEqual([]);
    expect(problems({ items: lines(MOST_LINES + 1), payment })).toEqual(['items']);
  });

  it.each([0, -1, 1.5, 10_001, 1e300, '1', null, NaN])('may not ask for %p pieces', (quantity) => {
    expect(problems({ items: [{ productId: id(1), quantity }], payment })).toEqual(['items.0.quantity']);
  });

  it('may not name a product twice, in whatever case', () => {
    const productId = 'abcdefab-0000-4000-8000-000000000001';
    const items = [productId, id(1), productId.toUpperCase()].map((one) => ({ productId: one, quantity: 1 }));
    expect(problems({ items, payment })).toEqual(['items.2.productId']);
  });

  it('may not set what is not the caller’s to set', () => {
    for (const extra of [{ status: 'confirmed' }, { total: 1 }, { customerId: id(1) }]) {
      expect(PlaceOrder.safeParse({ payment, ...extra }).success).toBe(false);
    }
    expect(problems({ items: [{ productId: id(1), quantity: 1, unitPrice: 1 }], payment })).toEqual([
      'items.0',
    ]);
  });

  it.each(['', 'tok visa', 'tok_visa\n', "tok'--", 'x'.repeat(101), 7])(
    'may not have %j for a card',
    (token) => {
      expect(problems({ payment: { method: 'card', token } })).toEqual(['payment.token']);
    },
  );
});

describe('a sign-up', () => {
  const accepts = (change: object): boolean =>
    SignUp.safeParse({ email: 'ann@shop.test', password: 'ten letters', name: 'Ann', ...change }).success;

  it('takes passwords of 10 to 128 characters, of any kind', () => {
    for (const password of ['x'.repeat(10), 'x'.repeat(128), '          ', 'пароль с буквами']) {
      expect([password, accepts({ password })]).toEqual([password, true]);
    }
    for (const password of ['x'.repeat(9), 'x'.repeat(129), 1234567890, `ten letters\ud83e`]) {
      expect([password, accepts({ password })]).toEqual([password, false]);
    }
  });

  it('takes emails, and no role', () => {
    for (const email of [
      '',
      'ann',
      'ann@',
      '@shop.test',
      'ann@shop.test\0',
      'ann @shop.test',
      `${'x'.repeat(250)}@shop.test`,
    ]) {
      expect([email, accepts({ email })]).toEqual([email, false]);
    }
    expect(accepts({ role: 'admin' })).toBe(false);
  });
});
