import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { workspaceFile } from '../workspace.ts';

const NO_SOURCES = new Set(['node_modules', 'dist', 'out-tsc', 'test', 'reports', 'coverage']);

/** Changes when a source below one of the folders (or one of the files) is added, removed or written. */
export function fingerprint(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of sourcesBelow(workspaceFile(input))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function sourcesBelow(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return [place];
  return readdirSync(place, { withFileTypes: true })
    .filter(({ name }) => !NO_SOURCES.has(name) && !/\.spec\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => sourcesBelow(path.join(place, entry.name)));
}
