import { describe, expect, it } from '@jest/globals';
import { soakExtent } from './config.ts';

describe('How long the tests soak', () => {
  it('is their own matter, with a seed that stays the same, unless told', () => {
    expect(soakExtent({})).toEqual(soakExtent({}));
    expect(soakExtent({})).toMatchObject({ orders: undefined, faults: undefined });
  });

  it('can be told', () => {
    expect(soakExtent({ SOAK_SEED: '7', SOAK_ORDERS: '20000', SOAK_FAULTS: '100' })).toEqual({
      seed: 7,
      orders: 20_000,
      faults: 100,
    });
  });

  it('is refused by the name of what is wrong', () => {
    expect(() => soakExtent({ SOAK_ORDERS: 'many' })).toThrow('SOAK_ORDERS');
  });
});
