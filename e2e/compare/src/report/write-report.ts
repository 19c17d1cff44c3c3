import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompareRecord } from '../record/compare-record.ts';
import { comparePage } from './compare-page.ts';
import { summary } from './summary.ts';

/**
 * Writes what a comparison leaves behind into the folder, which is made where it is missing: `index.html`, one file that
 * opens from the disk; `compare.json`, the record; and `compare.md`. Returns their paths.
 */
export async function writeReport(
  record: CompareRecord,
  folder: string,
): Promise<{ page: string; json: string; markdown: string }> {
  const page = join(folder, 'index.html');
  const json = join(folder, 'compare.json');
  const markdown = join(folder, 'compare.md');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(page, comparePage(record)),
    writeFile(json, `${JSON.stringify(record, null, 2)}\n`),
    writeFile(markdown, summary(record)),
  ]);
  return { page, json, markdown };
}
