import { describe, expect, it } from '@jest/globals';
import { stockWarning, stockWords } from './stock-words.ts';

describe('words for the stock', () => {
  it.each([
    [0, 'none', 'Out of stock'],
    [1, 'few', 'Only 1 left'],
    [10, 'few', 'Only 10 left'],
    [11, 'plenty', 'In stock'],
  ])('%d is %s: %s', (stock, tone, text) => {
    expect(stockWords(stock)).toEqual({ tone, text });
  });

  it('warn only where more is asked for than there is', () => {
    expect(stockWarning(3, 3)).toBeNull();
    expect(stockWarning(3, 4)).toBe('Only 3 left');
    expect(stockWarning(0, 1)).toBe('Out of stock just now');
  });
});
