import { describe, expect, it } from '@jest/globals';
import { localLinksOf, markdownTable, putBetweenMarks } from './markdown.ts';

describe('a table in Markdown', () => {
  it('has a line for each row, and no cell that would be taken for two', () =>
    expect(markdownTable(['a', 'b'], [['1', '2|3']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2\\|3 |'));
});

describe('a text between the marks of a page', () => {
  const page = 'Before.\n\n<!-- figures -->\nold\n<!-- /figures -->\n\nAfter.\n';

  it('takes the place of what was there', () =>
    expect(putBetweenMarks(page, 'figures', 'new')).toBe(
      'Before.\n\n<!-- figures -->\n\nnew\n\n<!-- /figures -->\n\nAfter.\n',
    ));

  it('is refused where the page has no such marks', () =>
    expect(() => putBetweenMarks(page, 'diff', 'new')).toThrow('no place for diff: <!-- diff -->'));
});

describe('the links of a page', () => {
  it('are those to other files, with or without a heading', () =>
    expect(localLinksOf('[a](a.md#b), [c](../c.ts), [d](https://d.example), [e](#e)')).toEqual([
      'a.md',
      '../c.ts',
    ]));
});
