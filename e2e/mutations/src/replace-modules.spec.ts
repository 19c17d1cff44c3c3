import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';

const here = (file: string): string => pathToFileURL(path.join(import.meta.dirname, file)).href;

let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'twinshop-mutations-'));
  await writeFile(
    path.join(root, 'price.mjs'),
    "import { penny } from './penny.mjs'; export const price = () => 2 * penny;",
  );
  await writeFile(path.join(root, 'penny.mjs'), 'export const penny = 1;');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A program that replaces a text of the price, and then says what that is. */
const priceWhere = (replace: string, by: string) => {
  const mutation = { name: 'dear', processes: 'all', edits: [{ module: 'price.mjs', replace, by }] };
  const program = `
    import { replaceModules } from '${here('replace-modules.ts')}';
    replaceModules([${JSON.stringify(mutation)}], ${JSON.stringify(root)});
    const { price } = await import('${pathToFileURL(path.join(root, 'price.mjs')).href}');
    console.log(price());`;
  return execa(process.execPath, ['--input-type=module', '--eval', program], {
    reject: false,
    env: { NODE_OPTIONS: '' },
  });
};

describe('A process with mutations', () => {
  it('loads modules as these change them, and all others as they are', async () => {
    expect(await priceWhere('2 * penny', '3 * penny')).toMatchObject({ stdout: '3', exitCode: 0 });
  });

  it('does not start where one does not fit', async () => {
    const { exitCode, stderr } = await priceWhere('2 * pound', '3 * pound');
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'The mutation "dear" replaces a text once that price.mjs has not at all: 2 * pound',
    );
  });
});

describe('The preload', () => {
  const started = (mutations: string) =>
    execa(process.execPath, [`--import=${here('preload.ts')}`, '--eval', "console.log('well')"], {
      reject: false,
      env: { MUTATIONS: mutations, NODE_OPTIONS: '' },
    });

  it('starts no process that is to have a mutation which nobody knows', async () => {
    const { exitCode, stdout, stderr } = await started('no-such-guard');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('There is no mutation "no-such-guard".');
  });
});
