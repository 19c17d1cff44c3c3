import { describe, expect, it } from '@jest/globals';
import { judgeRest } from './rest.ts';

const snapshot = { orders: [], messages: undefined };

describe('a shop at rest', () => {
  it('has nothing left to do', () => expect(judgeRest(snapshot, []).findings).toEqual([]));

  it('is found out by each thing that is still to be done', () => {
    const pending = {
      kind: 'order' as const,
      ids: ['order-1', 'order-2'],
      are: 'orders are pending',
      says: (id: string) => `The order ${id} is pending`,
    };
    expect(judgeRest(snapshot, [pending]).findings).toEqual(
      ['order-1', 'order-2'].map((id) => ({
        invariant: 4,
        word: 'stuck',
        subject: { kind: 'order', id },
        says: `The order ${id} is pending`,
      })),
    );
  });
});
