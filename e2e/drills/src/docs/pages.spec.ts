import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { localLinksOf } from '@twinshop/report';
import { isApplicable } from '../drill.ts';
import { drills } from '../drills/index.ts';
import { VARIANTS } from '../record/drill-record.ts';
import { lessons } from './lessons/index.ts';
import { pages, PAGES_DIR } from './pages.ts';

describe('lessons', () => {
  it('are there for every drill, and for nothing else', () =>
    expect(Object.keys(lessons).toSorted()).toEqual(drills.map(({ name }) => name).toSorted()));

  it.each(drills)('$name tells what happens in each variant that it happens in', ({ name, variants }) => {
    const { moments } = lessons[name]!;
    expect(VARIANTS.filter((variant) => (moments[variant]?.length ?? 0) > 0)).toEqual(
      VARIANTS.filter((variant) => isApplicable(variants[variant])),
    );
  });

  it.each(drills)('$name names its patterns and who described them', ({ name }) => {
    const { patterns } = lessons[name]!;
    expect(patterns).not.toHaveLength(0);
    for (const { source } of patterns) expect(source).not.toBe('');
  });
});

describe('the pages in docs/drills', () => {
  let wanted: Map<string, string>;
  beforeAll(async () => void (wanted = await pages()));

  it('are those that `npm run docs:drills` writes, and no others', () => {
    const there = readdirSync(PAGES_DIR).filter((file) => file.endsWith('.md'));
    expect(there.toSorted()).toEqual([...wanted.keys()].toSorted());
    for (const [file, text] of wanted) expect(readFileSync(path.join(PAGES_DIR, file), 'utf8')).toBe(text);
  });

  it('have links that lead somewhere', () => {
    const links = [...wanted].flatMap(([file, text]) =>
      localLinksOf(text).map((target) => ({ file, target })),
    );
    expect(links.length).toBeGreaterThan(wanted.size);
    expect(links.filter(({ target }) => !existsSync(path.join(PAGES_DIR, target)))).toEqual([]);
  });
});
