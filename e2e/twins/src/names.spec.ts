import { describe, expect, it } from '@jest/globals';
import { Names } from './names.ts';

const A = '0192f0c1-2b3c-7d4e-8f90-a1b2c3d4e5f6';
const B = '0192f0c1-2b3c-7d4e-8f90-000000000000';

describe('answers of two shops', () => {
  it('are the same where only ids differ, by the order of their appearance', () => {
    const answer = (one: string, other: string) => ({
      items: [{ id: one }, { id: other }],
      again: `/api/orders/${one.toUpperCase()}`,
    });
    expect(new Names().normalised(answer(A, B))).toEqual(new Names().normalised(answer(B, A)));
    expect(new Names().normalised(answer(A, B))).not.toEqual(new Names().normalised(answer(A, A)));
  });

  it('know an id again in a later answer', () => {
    const names = new Names();
    names.normalised([A, B]);
    expect(names.normalised(B)).toBe('<id 2>');
  });

  it('may differ in times, tokens, cursors and pictures, but not in whether they are there', () => {
    const names = new Names();
    expect(
      names.normalised({
        createdAt: '2026-11-22T10:00:00.123Z',
        accessToken: 'eyJ.x.y',
        next: 'WyJ4Il0',
        imageUrl: '/images/products/lamp/0af3.svg',
      }),
    ).toEqual({
      createdAt: '<time>',
      accessToken: '<token>',
      next: '<cursor>',
      imageUrl: '/images/products/lamp/<picture>.svg',
    });
    expect(names.normalised({ next: null, createdAt: null })).toEqual({ next: null, createdAt: null });
  });

  it('differ in everything else', () => {
    const names = new Names();
    expect(names.normalised({ a: 1, b: [true, null, 'x'] })).toEqual({ a: 1, b: [true, null, 'x'] });
  });
});
