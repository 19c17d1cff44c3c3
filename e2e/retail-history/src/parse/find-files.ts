import { readdir, stat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { MalformedFileError } from './malformed-file.ts';

const READABLE = /\.csv(\.gz)?$/i;

/**
 * The files behind the paths a user names: a file itself, of a folder its `.csv` and `.csv.gz` by name. A file that is
 * named twice, or by its folder too, is read once.
 */
export async function findFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      const real = await realpath(file);
      if (!found.has(real)) found.set(real, file);
    }
  }
  return [...found.values()];
}

async function filesOf(path: string): Promise<string[]> {
  const refuse = (reason: string) => new MalformedFileError({ file: path, line: 1, column: 1, reason });
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw refuse(
      error.code === 'ENOENT' ? 'there is no such file or folder' : `can't be read (${error.code})`,
    );
  });
  if (!stats.isDirectory()) {
    if (!READABLE.test(path)) throw refuse('is neither .csv nor .csv.gz');
    return [path];
  }
  const entries = await readdir(path, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && READABLE.test(entry.name))
    .map(({ name }) => name);
  if (names.length === 0) throw refuse('this folder has no .csv or .csv.gz in it');
  return names.sort().map((name) => join(path, name));
}
