import { describe, expect, it } from '@jest/globals';
import { SORTS } from '@twinshop/catalog-contracts';
import { encodeCursor } from '@twinshop/platform/values';
import { keyValue, readCursor, writeCursor, type Position } from './page-cursor.ts';
import { PRODUCT_ORDERS } from './product-order.ts';

const LISTS = [...SORTS, 'best-match'];
const id = '0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6';

describe('the cursor of a page of products', () => {
  it.each(LISTS)('gives %s the place where its page ended', (list) => {
    const position: Position = { key: 1_299, id, tier: 1 };
    expect(readCursor(list, writeCursor(list, position))).toEqual(position);
  });

  it('is refused by every other list', () => {
    for (const list of LISTS) {
      const cursor = writeCursor(list, { key: 1, id, tier: 0 });
      for (const other of LISTS) expect(readCursor(other, cursor) !== undefined).toBe(other === list);
    }
  });

  it('holds any moment, and any price or popularity that PostgreSQL does', () => {
    const holds = (list: string, key: number): boolean =>
      readCursor(list, writeCursor(list, { key, id, tier: 0 })) !== undefined;
    expect(holds('newest', Date.now())).toBe(true);
    for (const list of ['price', '-price', 'popular', 'best-match'])
      expect(holds(list, 2_147_483_647)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['no cursor', 'nonsense'],
    ['cut short', writeCursor('price', { key: 1, id, tier: 0 }).slice(0, -4)],
    ['of something that is no id', encodeCursor(['price', 1, 'x', 0])],
    ['of a fraction', encodeCursor(['price', 1.5, id, 0])],
    ['of a text', encodeCursor(['price', '1', id, 0])],
    ['of a third tier', encodeCursor(['price', 1, id, 2])],
    ['of too little', encodeCursor(['price', 1, id])],
    ['of too much', encodeCursor(['price', 1, id, 0, 0])],
    ['of a price that PostgreSQL can’t compare', encodeCursor(['price', 2_147_483_648, id, 0])],
    ['of a price below any', encodeCursor(['price', -2_147_483_649, id, 0])],
    ['of a number that is not exact', '["price",9007199254740993,"' + id + '",0]'],
  ])('is refused where it is %s', (_, cursor) => {
    expect(readCursor('price', cursor)).toBeUndefined();
  });

  it('is refused where its moment is none', () => {
    for (const key of [8.64e15 + 1, Number.MAX_SAFE_INTEGER, -1]) {
      expect(readCursor('newest', encodeCursor(['newest', key, id, 0]))).toBeUndefined();
    }
  });

  it('compares moments as moments and numbers as numbers', () => {
    expect(keyValue(PRODUCT_ORDERS.newest, 1_790_000_000_000)).toEqual(new Date(1_790_000_000_000));
    expect(keyValue(PRODUCT_ORDERS.price, 1_299)).toBe(1_299);
  });
});
