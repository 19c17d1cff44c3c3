import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrillRecord } from '../record/drill-record.ts';
import { drillPage } from './drill-page.ts';
import { summary } from './summary.ts';

/**
 * Writes what a drill leaves behind into the folder, which is made where it is missing: `index.html`, one file that opens
 * from the disk; `drill.json`, the record; and `summary.md`. Returns the paths of the first two.
 */
export async function writeReport(
  record: DrillRecord,
  folder: string,
): Promise<{ page: string; json: string }> {
  const page = join(folder, 'index.html');
  const json = join(folder, 'drill.json');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(page, drillPage(record)),
    writeFile(json, `${JSON.stringify(record, null, 2)}\n`),
    writeFile(join(folder, 'summary.md'), summary(record)),
  ]);
  return { page, json };
}
