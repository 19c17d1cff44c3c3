import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';

const workspace = path.resolve(import.meta.dirname, '../../..');
const LEFT_OUT = new Set(['node_modules', 'dist', 'out-tsc', 'reports', '.nx', '.shop', '.git']);

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'twinshop-rebuild-'));
  await cp(workspace, copy, { recursive: true, filter: (file) => !LEFT_OUT.has(path.basename(file)) });
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const build = async (app: string): Promise<string> =>
  (
    await docker([
      'build',
      '--quiet',
      '--provenance=false',
      '--file',
      path.join(copy, 'infra/docker/Dockerfile'),
      '--target',
      'process',
      '--build-arg',
      `APP=${app}`,
      copy,
    ])
  ).trim();

it('a change in one service leaves the images of the others as they are', async () => {
  const before = { catalog: await build('services/catalog'), order: await build('services/order') };
  await appendFile(path.join(copy, 'services/order/src/main.ts'), "\nlog.info('changed');\n");
  expect(await build('services/catalog')).toBe(before.catalog);
  const changed = await build('services/order');
  expect(changed).not.toBe(before.order);
  await docker(['image', 'rm', changed]);
});

it('a change in a module leaves the images of those as they are that don’t use it', async () => {
  const before = await build('services/payment');
  await appendFile(path.join(copy, 'libs/catalog/feature/src/index.ts'), '\nexport const changed = true;\n');
  expect(await build('services/payment')).toBe(before);
});
