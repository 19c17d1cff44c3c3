import { describe, expect, it } from '@jest/globals';
import {
  afterRefusals,
  askAgain,
  KEY_LIFETIME_MS,
  lookAgain,
  PAYMENT_TRANSITIONS,
  type PaymentStatus,
} from './payment-status.ts';

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

describe('the pause before a late capture is looked for again', () => {
  it('grows with the age of the payment', () => {
    expect([30_000, 60_000, 600_000].map(lookAgain)).toEqual([3_000, 6_000, 60_000]);
  });

  it('is two seconds at least and an hour at most', () => {
    expect([-1_000, 0, 5_000].map(lookAgain)).toEqual([2_000, 2_000, 2_000]);
    expect([KEY_LIFETIME_MS, 1_000 * KEY_LIFETIME_MS].map(lookAgain)).toEqual([3_600_000, 3_600_000]);
  });
});

describe('the pause before the provider is asked again', () => {
  it('for a charge grows from 0.2 to 2 seconds with the time that it was asked in vain', () => {
    expect([0, 400, 2_000, 6_001, 8_000, 29_000].map(askAgain)).toEqual([200, 200, 500, 1_500, 2_000, 2_000]);
  });

  it('for a refund that it refuses doubles from five seconds to an hour', () => {
    expect([0, 1, 2, 9, 10, 2_000].map(afterRefusals)).toEqual([
      5_000, 10_000, 20_000, 2_560_000, 3_600_000, 3_600_000,
    ]);
  });
});
