import { describe, expect, it } from '@jest/globals';
import { returnPath, signInPath } from './return-path.ts';

const after = (path: string) => returnPath(new URL(path, 'http://shop.test').searchParams);

describe('returning after sign-in', () => {
  it('goes back to the page that asked, its query included', () => {
    expect(after(signInPath('/products?q=red lamp&sort=-price'))).toBe('/products?q=red%20lamp&sort=-price');
  });

  it('goes home when no page asked', () => {
    expect(after('/sign-in')).toBe('/');
  });

  it.each(['https://elsewhere.test/', '//elsewhere.test/', '/\\elsewhere.test', 'javascript:alert(1)', ''])(
    'never leaves the shop for %j',
    (next) => {
      expect(after(signInPath(next))).toBe('/');
    },
  );
});
