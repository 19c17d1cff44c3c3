import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from '@jest/globals';
import { eventually } from '@twinshop/testing';
import { readRunFile } from '../src/home/run-file.ts';
import { shopHome } from '../src/home/shop-home.ts';
import { isSameProcess } from '../src/processes/process-identity.ts';

it.each(['SIGINT', 'SIGKILL'] as const)(
  'a shop for a test ends, with its data, when the test is ended by %s',
  async (signal) => {
    const starter = spawn(
      process.execPath,
      ['--conditions=@twinshop/source', path.join(import.meta.dirname, 'stand-in', 'start.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(createInterface({ input: starter.stdout }), 'line');
    const home = String(line);
    const { processes } = readRunFile(shopHome(home).runFile)!;
    const living = () => processes.filter(({ pid, identity }) => isSameProcess(pid, identity));
    expect(living()).toHaveLength(4);

    starter.kill(signal);
    await eventually(() => living().length === 0 && !existsSync(home), {
      within: 30_000,
      describe: 'neither its processes nor its data are left',
    });
  },
);
