import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decodeCursor, encodeCursor, Id, isId, Limit, Money, money, newId, text } from './index.ts';

describe('an id', () => {
  it('is any UUID, taken in lower case', () => {
    expect(Id.parse('0192F0C1-2B3C-7D4E-8F90-A1B2C3D4E5F6')).toBe('0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6');
    expect(Id.safeParse('0192f0c1').success).toBe(false);
  });

  it('is recognised in a path, in either case, and nothing else is', () => {
    expect(isId(newId())).toBe(true);
    expect(isId(newId().toUpperCase())).toBe(true);
    for (const other of [
      '',
      'latest',
      `${newId()} `,
      `${newId()}\n`,
      `{${newId()}}`,
      newId().replaceAll('-', ''),
    ]) {
      expect(isId(other)).toBe(false);
    }
  });

  it('sorts after those that were made before', () => {
    const made = Array.from({ length: 1_000 }, newId);
    expect([...made].sort()).toEqual(made);
  });
});

describe('text', () => {
  it('is trimmed, and measured after that', () => {
    expect(text(1, 3).parse('  abc ')).toBe('abc');
    expect(text(1, 3).safeParse('   ').success).toBe(false);
    expect(text(1, 3).safeParse('abcd').success).toBe(false);
  });

  it('takes whatever people write', () => {
    expect(text(1, 50).parse("Ünïcode 🪑 “quotes” '; DROP TABLE")).toBe("Ünïcode 🪑 “quotes” '; DROP TABLE");
  });

  it('refuses what PostgreSQL can’t store', () => {
    expect(text(0, 10).safeParse('a\0b').success).toBe(false);
    expect(text(0, 10).safeParse('\ud83e').success).toBe(false);
  });
});

describe('a limit', () => {
  it.each(['1', '20', '100', '007'])('may be %s', (limit) => {
    expect(Limit(20).parse(limit)).toBe(Number(limit));
  });

  it.each(['0', '101', '-1', '1.5', '1e2', '', ' 5', '0x10', '1000', 'ten', 5])('may not be %j', (limit) => {
    expect(Limit(20).safeParse(limit).success).toBe(false);
  });

  it('has a standard', () => {
    expect(Limit(6).parse(undefined)).toBe(6);
  });
});

describe('money', () => {
  it('is whole minor units of the one currency', () => {
    expect(Money.parse(money(1299))).toEqual({ amount: 1299, currency: 'GBP' });
    for (const other of [
      { amount: 12.99, currency: 'GBP' },
      { amount: -1, currency: 'GBP' },
      { amount: '1299', currency: 'GBP' },
      { amount: 2 ** 53, currency: 'GBP' },
      { amount: 1299, currency: 'EUR' },
      { amount: 1299 },
      { amount: 1299, currency: 'GBP', tax: 0 },
    ]) {
      expect(Money.safeParse(other).success).toBe(false);
    }
  });
});

describe('a cursor', () => {
  const Shape = z.tuple([z.literal('list'), z.int()]);

  it('gives back the position that was put into it', () => {
    expect(decodeCursor(encodeCursor(['list', 7]), Shape)).toEqual(['list', 7]);
  });

  it('goes into an address as it is', () => {
    expect(encodeCursor(['list', '>>>???', 7])).toMatch(/^[\w-]+$/);
  });

  it.each([
    ['text that is no base64', '%%%'],
    ['base64 of no JSON', Buffer.from('nonsense').toString('base64url')],
    ['nothing', ''],
    ['a cut cursor', encodeCursor(['list', 7]).slice(0, -3)],
    ['another shape', encodeCursor(['list', 'seven'])],
    ['another list', encodeCursor(['other', 7])],
    ['more than the position', encodeCursor(['list', 7, 8])],
    ['no position at all', Buffer.from('null').toString('base64url')],
  ])('is refused where it is %s', (_, cursor) => {
    expect(decodeCursor(cursor, Shape)).toBeUndefined();
  });
});
