import { describe, expect, it } from '@jest/globals';
import { ORDER_STATUSES } from '@twinshop/order-contracts';
import {
  ATTEMPT_LEASE_MS,
  isSettled,
  LAST_ATTEMPT_MS,
  ORDER_TRANSITIONS,
  PAYMENT_DEADLINE_MS,
  REQUEST_PATIENCE_MS,
  SWEEP_PATIENCE_MS,
} from './order-status.ts';

/** RELIABILITY: every order is final at most so long after the last fault is healed. */
const FINAL_WITHIN_MS = 60_000;
const LONGEST_CHARGE_MS = Math.max(REQUEST_PATIENCE_MS, SWEEP_PATIENCE_MS);
/** PaymentApi: with patience for no more than so long, the provider is asked once. */
const ONE_ATTEMPT_MS = 5_000;

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

  it('is asked for more than once by a request, and once by a sweep', () => {
    expect(REQUEST_PATIENCE_MS).toBeGreaterThan(ONE_ATTEMPT_MS);
    expect(SWEEP_PATIENCE_MS).toBeLessThanOrEqual(ONE_ATTEMPT_MS);
    expect(LAST_ATTEMPT_MS).toBeLessThan(SWEEP_PATIENCE_MS);
  });

  it('is given up in time, even if the last attempt began just before the deadline', () => {
    expect(PAYMENT_DEADLINE_MS + ATTEMPT_LEASE_MS + LONGEST_CHARGE_MS).toBeLessThan(FINAL_WITHIN_MS);
  });
});
