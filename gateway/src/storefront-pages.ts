import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { locationOf } from './locations.ts';

const Pages = z.array(z.string().startsWith('/'));

/**
 * The storefront's own addresses, as its build lists them.
 * @param pagesFile that list
 * @param include what is done for each
 */
export function renderPages(pagesFile: string, include: string): string {
  const pages = Pages.parse(JSON.parse(readFileSync(pagesFile, 'utf8')));
  return pages
    .map((page) => page.replaceAll(/:(\w+)/g, '{$1}'))
    .map((page) => `location ${locationOf(page)} {\n    include ${include};\n}\n`)
    .join('\n');
}
