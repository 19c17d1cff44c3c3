import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SoakRecord } from '../soak-record.ts';
import { soakPage } from './soak-page.ts';

/**
 * Writes `index.html`, one file that opens from the disk, and `soak.json`, the record, into the folder, which is made where
 * it is missing.
 * @returns the page's path
 */
export async function writeSoakReport(record: SoakRecord, folder: string): Promise<string> {
  const page = path.join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(page, soakPage(record)),
    writeFile(path.join(folder, 'soak.json'), `${JSON.stringify(record, null, 2)}\n`),
  ]);
  return page;
}
