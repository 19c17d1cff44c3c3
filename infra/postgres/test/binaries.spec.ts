import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { restoreSymlinks } from '../src/binaries.ts';

it('makes the symlinks that the package’s install script would have made', () => {
  const native = path.join(mkdtempSync(path.join(tmpdir(), 'binaries-')), 'native');
  mkdirSync(path.join(native, 'lib'), { recursive: true });
  writeFileSync(path.join(native, 'lib', 'libpq.so.5.18'), '');
  writeFileSync(
    path.join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]),
  );
  restoreSymlinks(native);
  restoreSymlinks(native);
  expect(readlinkSync(path.join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
  expect(existsSync(path.join(native, 'lib', 'libpq.so.5'))).toBe(true);
  rmSync(path.dirname(native), { recursive: true });
});
