import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { localLinksOf } from '@twinshop/report';
import { pages, PAGES_DIR } from './pages.ts';

describe('the pages in docs/walkthrough', () => {
  let wanted: Map<string, string>;
  beforeAll(async () => void (wanted = await pages()));

  it('are as `npm run docs:walkthrough` writes them', () => {
    for (const [file, text] of wanted) expect(readFileSync(path.join(PAGES_DIR, file), 'utf8')).toBe(text);
  });

  it('have links that lead somewhere', () => {
    const links = [...wanted].flatMap(([file, text]) =>
      localLinksOf(text).map((target) => ({ file, target })),
    );
    expect(links.length).toBeGreaterThan(wanted.size);
    expect(links.filter(({ target }) => !existsSync(path.join(PAGES_DIR, target)))).toEqual([]);
  });

  it('each say why, what changes, what to do, what is to be seen, and what can go wrong', () => {
    for (const [file, text] of wanted) {
      if (!/^step-[1-7]/.test(file)) continue;
      for (const heading of [
        'Why',
        'The pattern',
        'What changes',
        'Do it',
        'What you see',
        'What can go wrong',
      ])
        expect(text).toContain(`## ${heading}`);
      expect(text).toContain('**The way back**');
    }
  });
});
