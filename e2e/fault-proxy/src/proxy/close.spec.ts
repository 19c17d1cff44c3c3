import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

it('a proxy that was closed leaves nothing that keeps its process alive', async () => {
  const program = path.join(import.meta.dirname, '../../test/use-and-close.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@twinshop/source', program], {
    timeout: 60_000,
  });
  expect(stdout).toBe('closed\n');
}, 70_000);
