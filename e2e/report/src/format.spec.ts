import { describe, expect, it } from '@jest/globals';
import { counted, duration, measured, moment, percent, times } from './format.ts';

describe('a share in percent', () => {
  it.each([
    [1, '100%'],
    [0.99999, '99.9%'],
    [0.9712, '97.1%'],
    [0.57, '57%'],
    [0.0004, '<0.1%'],
    [0, '0%'],
  ])('%d is %s: never all where one is missing, never none where there is one', (share, written) => {
    expect(percent(share)).toBe(written);
  });
});

describe('a duration', () => {
  it.each([
    [0.42, '0.4 ms'],
    [123.4, '123 ms'],
    [999.9, '1 s'],
    [3_450, '3.5 s'],
    [59_970, '1 min'],
    [125_000, '2 min 5 s'],
  ])('of %d ms is %s', (ms, written) => {
    expect(duration(ms)).toBe(written);
  });
});

describe('a moment', () => {
  it.each([
    [-5_000, '−5 s'],
    [0, '0 s'],
    [1_240, '+1.2 s'],
  ])('%d ms beside the fault is %s', (ms, written) => {
    expect(moment(ms)).toBe(written);
  });
});

it('a factor has as many digits as it has meaning', () => {
  expect([times(0.25), times(1.26), times(446.2)]).toEqual(['×0.25', '×1.3', '×446']);
});

it('counts in the singular and in the plural', () => {
  expect([counted(1, 'order'), counted(12_000, 'order')]).toEqual(['1 order', '12,000 orders']);
});

it('writes what was measured with three digits, or as many as are whole', () =>
  expect([0.04117, 11.84, 240, 1234.4, 0, -3.14].map(measured)).toEqual([
    '0.0412',
    '11.8',
    '240',
    '1,234',
    '0',
    '−3.14',
  ]));
