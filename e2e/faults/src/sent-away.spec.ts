import { describe, expect, it } from '@jest/globals';
import { Recorder, type Outcome } from '@twinshop/invariants';
import { sentAway } from './sent-away.ts';

const order = {
  customer: 'ada',
  key: 'key-1',
  total: 500,
  linesTotal: 500,
  lines: undefined,
  placedAt: 0,
};
const rejected = { orders: [{ ...order, id: 'order-1', status: 'rejected' as const }] };
const confirmed = { orders: [{ ...order, id: 'order-1', status: 'confirmed' as const }] };

function wants(productId: string, outcome: Outcome): Recorder {
  const recorder = new Recorder();
  const items = [{ productId, quantity: 2 }];
  recorder.complete(recorder.invoke({ customer: 'ada', key: 'key-1', items }), outcome);
  return recorder;
}
const accepted: Outcome = { kind: 'ok', orderId: 'order-1', status: 'pending' };

describe('a customer who was sent away', () => {
  it('is not complained about where there was too little', () => {
    expect(sentAway({ recorder: wants('salt', accepted), scarce: 'salt' }, rejected)).toEqual([]);
  });

  it('is none who got what there was plenty of', () => {
    expect(sentAway({ recorder: wants('bread', accepted), scarce: 'salt' }, confirmed)).toEqual([]);
  });

  it('is named where there was plenty', () => {
    const away = sentAway({ recorder: wants('bread', accepted), scarce: 'salt' }, rejected);
    expect(away).toEqual(['The order order-1 is rejected']);
  });

  it('is named where their order was not even taken', () => {
    const recorder = wants('bread', { kind: 'failed', status: 401, code: 'unauthenticated' });
    expect(sentAway({ recorder, scarce: 'salt' }, { orders: [] })).toEqual([
      'The order with the key key-1 was not placed',
    ]);
  });
});
