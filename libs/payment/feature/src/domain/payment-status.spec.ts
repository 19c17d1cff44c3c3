import { describe, expect, it } from '@jest/globals';
import { backoff, PAYMENT_TRANSITIONS, type PaymentStatus } from './payment-status.ts';

const STATUSES = Object.keys(PAYMENT_TRANSITIONS) as PaymentStatus[];
const next = (status: PaymentStatus): readonly PaymentStatus[] => PAYMENT_TRANSITIONS[status];

/** Everything that a payment in this status can ever become. */
const reachable = (status: PaymentStatus): Set<PaymentStatus> => {
  const seen = new Set<PaymentStatus>();
  const visit = (from: PaymentStatus): void => {
    for (const to of next(from)) {
      if (seen.has(to)) continue;
      seen.add(to);
      visit(to);
    }
  };
  visit(status);
  return seen;
};

describe('a payment', () => {
  it('comes to an end from wherever it is', () => {
    for (const status of STATUSES) {
      const ends = [status, ...reachable(status)].filter((one) => next(one).length === 0);
      expect([status, ends.length > 0]).toEqual([status, true]);
    }
  });

  it('never comes back to where it was', () => {
    for (const status of STATUSES) expect(reachable(status)).not.toContain(status);
  });

  it('is only given back where it was taken, or may have been', () => {
    expect(STATUSES.filter((status) => reachable(status).has('refunded'))).toEqual([
      'pending',
      'captured',
      'abandoned',
      'refund_due',
    ]);
  });
});

describe('the pause before the provider is asked again', () => {
  it('doubles from two seconds', () => {
    expect([0, 1, 2, 3].map(backoff)).toEqual([2_000, 4_000, 8_000, 16_000]);
  });

  it('is never longer than an hour, however often it was asked', () => {
    for (const attempts of [11, 20, 1_000, 2_147_483_647]) expect(backoff(attempts)).toBe(3_600_000);
  });
});
