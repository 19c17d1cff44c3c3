import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.ts';

const columns = 43;
const shown = (left: string, right: string): string[] | undefined =>
  sideBySide(left, right, columns)
    ?.split('\n')
    .map((line) => line.trimEnd());

describe('two texts side by side', () => {
  it('are nothing where they are the same', () => expect(shown('a\nb\n', 'a\nb\n')).toBeUndefined());

  it('stand next to each other where a line became another', () => {
    expect(shown('a\nold\nc\n', 'a\nnew\nc\n')).toEqual([
      'a                    │ a',
      'old                  │ new',
      'c                    │ c',
    ]);
  });

  it('leave room where only one has a line', () => {
    expect(shown('a\n', 'a\nb\n')).toEqual(['a                    │ a', '                     │ b']);
  });

  it('tell how much they share, and show two lines of it around a change', () => {
    const same = ['1', '2', '3', '4', '5'].join('\n');
    expect(shown(`${same}\nx\n`, `${same}\ny\n`)).toEqual([
      '⋯ 3 lines alike',
      '4                    │ 4',
      '5                    │ 5',
      'x                    │ y',
    ]);
  });

  it('are cut where a line is too long', () => {
    expect(shown('x'.repeat(50), 'y')).toEqual([`${'x'.repeat(19)}… │ y`]);
  });
});
