import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { lastLinesOf } from '../src/terminal/log-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'twinshop-logs-'));
const file = path.join(folder, 'a.log');
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['of a short file', 3],
  ['of a file longer than what is read at once', 50_000],
])('the last lines %s', async (_, count) => {
  const all = Array.from({ length: count }, (__, index) => `line ${index} ü`);
  writeFileSync(file, `${all.join('\n')}\n`);
  expect((await lastLinesOf(file, 2)).lines).toEqual(all.slice(-2));
  expect((await lastLinesOf(file, count + 10)).lines).toEqual(all);
  expect((await lastLinesOf(file, 0)).lines).toEqual([]);
});
