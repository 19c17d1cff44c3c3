import { describe, expect, it } from '@jest/globals';
import { attributeWords } from './attribute-words.ts';

describe('words for an attribute', () => {
  it.each([
    ['weight_g', 1370, 'Weight', '1,370 g'],
    ['comfort_celsius', 4, 'Comfort', '4 °C'],
    ['leakProof', true, 'Leak proof', 'Yes'],
    ['washable_cover', false, 'Washable cover', 'No'],
    ['year', 1961, 'Year', '1961'],
    ['size_l', 'XL', 'Size l', 'XL'],
    ['g', 5, 'G', '5'],
  ])('%s: %j reads "%s: %s"', (name, value, words, valueInWords) => {
    expect(attributeWords(name, value)).toEqual({ name: words, value: valueInWords });
  });
});
