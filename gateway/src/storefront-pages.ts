import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { locationOf } from './locations.ts';

const Pages = z.array(z.string().startsWith('/'));

/**
 * The storefront's own addresses, as its build lists them.
 * @param include what is done for each
 */
export function renderPages(storefrontDir: string, include: string): string {
  const pages = Pages.parse(JSON.parse(readFileSync(path.join(storefrontDir, 'pages.json'), 'utf8')));
  return pages
    .map((page) => page.replaceAll(/:(\w+)/g, '{$1}'))
    .map((page) => `location ${locationOf(page)} {\n    include ${include};\n}\n`)
    .join('\n');
}
