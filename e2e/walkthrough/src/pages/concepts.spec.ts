import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { localLinksOf } from '@twinshop/report';

const CONCEPTS_DIR = path.resolve(import.meta.dirname, '../../../../docs/concepts');
const files = readdirSync(CONCEPTS_DIR);
const read = (file: string): string => readFileSync(path.join(CONCEPTS_DIR, file), 'utf8');

describe('the pages in docs/concepts', () => {
  it.each(files)('%s has links that lead somewhere', (file) => {
    const links = localLinksOf(read(file));
    expect(links).not.toEqual([]);
    expect(links.filter((target) => !existsSync(path.join(CONCEPTS_DIR, target)))).toEqual([]);
  });

  it('are all in the list of them', () =>
    expect(localLinksOf(read('README.md'))).toEqual(
      expect.arrayContaining(files.filter((file) => file !== 'README.md')),
    ));

  it.each(files.filter((file) => file !== 'README.md'))(
    '%s says where it is here, and how to see it',
    (file) => expect(read(file)).toMatch(/## Here[^]*## See it[^]*Source: /),
  );
});
