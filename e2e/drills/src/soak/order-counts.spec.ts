import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '@twinshop/invariants';
import { OrderCounts } from './order-counts.ts';

const accepted: Outcome = { kind: 'ok', orderId: 'order-1', status: 'pending' };
const refused: Outcome = { kind: 'failed', status: 409, code: 'product_unavailable' };
const lost: Outcome = { kind: 'indeterminate', why: 'no answer' };

describe('Counts of orders', () => {
  it('count an order once, however often its key is answered', () => {
    const counts = new OrderCounts();
    counts.note(accepted, true);
    counts.note(accepted, false);
    expect(counts.accepted).toBe(1);
  });

  it('tell each second what is new in it', () => {
    const counts = new OrderCounts();
    counts.note(accepted, true);
    counts.note(lost, false);
    counts.tick(4);
    counts.note(accepted, true);
    counts.note(refused, false);
    counts.tick(undefined);
    expect(counts.seconds).toMatchObject([
      { accepted: 1, refused: 0, indeterminate: 1, pending: 4 },
      { accepted: 1, refused: 1, indeterminate: 0, pending: undefined },
    ]);
    expect(counts.sums).toEqual({ accepted: 2, refused: 1, indeterminate: 1 });
  });
});
