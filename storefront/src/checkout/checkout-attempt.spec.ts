import { describe, expect, it } from '@jest/globals';
import { memoryStorage } from '../../test/memory-storage.ts';
import { NoAnswer, Problem } from '../api/problem.ts';
import { createAttemptKeeper, isDefiniteRefusal } from './checkout-attempt.ts';

const visa = { method: 'card', token: 'tok_visa' } as const;
const declined = { method: 'card', token: 'tok_chargeDeclined' } as const;

function keeperOf(storage = memoryStorage()) {
  let made = 0;
  return createAttemptKeeper(storage, () => `key-${++made}-of-this-page`);
}

describe('the key of a checkout attempt', () => {
  it('is the same for a second click', () => {
    const keeper = keeperOf();
    expect(keeper.begin('ann', visa)).toEqual(keeper.begin('ann', visa));
  });

  it('is kept over a reload of the page', () => {
    const storage = memoryStorage();
    const before = createAttemptKeeper(storage, () => 'made-before').begin('ann', visa);
    const after = createAttemptKeeper(storage, () => 'made-after').begin('ann', visa);
    expect(after).toEqual(before);
  });

  it('stays with its payment while its outcome is unknown', () => {
    const keeper = keeperOf();
    const first = keeper.begin('ann', visa);
    expect(keeper.begin('ann', declined)).toEqual(first);
  });

  it('is new once the outcome is known', () => {
    const keeper = keeperOf();
    const first = keeper.begin('ann', visa);
    keeper.resolve();
    expect(keeper.unresolved('ann')).toBeNull();
    expect(keeper.begin('ann', visa).idempotencyKey).not.toBe(first.idempotencyKey);
  });

  it("is never another customer's", () => {
    const keeper = keeperOf();
    const ann = keeper.begin('ann', visa);
    expect(keeper.unresolved('bob')).toBeNull();
    expect(keeper.begin('bob', visa).idempotencyKey).not.toBe(ann.idempotencyKey);
  });
});

describe('the outcome of an attempt', () => {
  const answered = (status: number, code: string) => new Problem({ status, code, detail: '' });

  it.each([answered(400, 'order_empty'), answered(409, 'product_unavailable')])(
    'is known after %s',
    (error) => {
      expect(isDefiniteRefusal(error)).toBe(true);
    },
  );

  it.each([
    new NoAnswer('timeout'),
    answered(502, 'http_502'),
    answered(429, 'too_many_requests'),
    answered(401, 'unauthenticated'),
  ])('is unknown after %s', (error) => {
    expect(isDefiniteRefusal(error)).toBe(false);
  });
});
