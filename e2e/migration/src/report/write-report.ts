import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationRecord } from '../record/migration-record.ts';
import { migrationPage } from './migration-page.ts';

/**
 * Writes what a migration leaves behind into a folder, which is made where it is missing: `index.html`, one file that opens
 * from the disk, and `migration.json`.
 * @returns the path of the page
 */
export async function writeReport(record: MigrationRecord, folder: string): Promise<string> {
  const page = join(folder, 'index.html');
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(page, migrationPage(record)),
    writeFile(join(folder, 'migration.json'), `${JSON.stringify(record, null, 2)}\n`),
  ]);
  return page;
}
