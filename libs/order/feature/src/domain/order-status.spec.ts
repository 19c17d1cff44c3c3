import { describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES } from '@twinshop/order-contracts';
import { ATTEMPT_LEASE_MS, isSettled, ORDER_TRANSITIONS, PAYMENT_DEADLINE_MS } from './order-status.ts';

/** RELIABILITY: every order is final at most so long after the last fault is healed. */
const FINAL_WITHIN_MS = 60_000;
/** PaymentApi: "answers within about ten seconds", and may go a call's deadline beyond. */
const LONGEST_CHARGE_MS = 13_000;

describe('an order', () => {
  it('is the public contract’s: pending → confirmed | rejected, confirmed → cancelled, and no more', () => {
    expect(ORDER_TRANSITIONS).toEqual({
      pending: ['confirmed', 'rejected'],
      confirmed: ['cancelled'],
      rejected: [],
      cancelled: [],
    });
    expect(Object.keys(ORDER_TRANSITIONS)).toEqual([...ORDER_STATUSES]);
  });

  it('is settled once it is not pending', () => {
    expect(ORDER_STATUSES.filter((status) => !isSettled(status))).toEqual(['pending']);
  });

  it('belongs to who works on it for longer than a charge can take', () => {
    expect(ATTEMPT_LEASE_MS).toBeGreaterThan(LONGEST_CHARGE_MS);
  });

  it('is given up in time, even if the last attempt began just before the deadline', () => {
    expect(PAYMENT_DEADLINE_MS + ATTEMPT_LEASE_MS + LONGEST_CHARGE_MS).toBeLessThan(FINAL_WITHIN_MS);
  });
});
