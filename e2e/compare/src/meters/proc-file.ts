import { readFileSync } from 'node:fs';

/** Undefined where there is no such file, or it may not be read. */
export function readProcFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
