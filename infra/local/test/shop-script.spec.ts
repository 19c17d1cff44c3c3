import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { workspaceFile } from '../src/workspace.ts';

let bin: string;

function pretend(program: string, script: string): void {
  writeFileSync(path.join(bin, program), `#!/bin/sh\n${script}\n`);
  chmodSync(path.join(bin, program), 0o755);
}

/** The script on a machine that has only what is in `bin`, and the shell's own tools. */
function shop(): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('/bin/sh', [workspaceFile('shop'), 'status'], {
    env: { PATH: bin },
    encoding: 'utf8',
  });
  return { status, stderr };
}

beforeEach(() => {
  bin = path.join(mkdtempSync(path.join(tmpdir(), 'twinshop-script-')), 'bin');
  mkdirSync(bin);
  symlinkSync(
    execFileSync('/bin/sh', ['-c', 'command -v dirname'], { encoding: 'utf8' }).trim(),
    path.join(bin, 'dirname'),
  );
});
afterEach(() => rmSync(path.dirname(bin), { recursive: true }));

describe('the shop script', () => {
  it('says how to get Node where there is none', () => {
    const { status, stderr } = shop();
    expect(status).toBe(1);
    expect(stderr).toContain('there is no "node"');
    expect(stderr).toContain('apt-get install nodejs npm');
  });

  it('refuses a Node that is too old', () => {
    pretend('node', 'echo v18.20.4');
    const { status, stderr } = shop();
    expect([status, stderr]).toEqual([1, expect.stringContaining('Node 20 or newer; this is Node v18.20.4')]);
  });

  it('says how to get npm where there is none', () => {
    pretend('node', 'echo v20.1.0');
    const { status, stderr } = shop();
    expect([status, stderr]).toEqual([1, expect.stringContaining('needs npm')]);
  });
});
