import { cp, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

/** Read at run time by names that no import tells. */
const ALSO = ['node_modules/@bull-board/ui/dist', 'node_modules/@bull-board/ui/package.json'];

/**
 * Copies a built program of an app with exactly the files that it may ever load, found by following its imports: no development
 * dependencies, no types, no documentation. What comes from npm goes to `dependencies`, what is our own to `app`, so
 * that each is an image's layer of its own.
 */
async function packageApp(app: string, program: string, target: string): Promise<void> {
  const { fileList } = await nodeFileTrace([path.join(app, 'dist', program)]);
  const files = new Set(fileList);
  for (const file of fileList) {
    const map = `${file}.map`;
    if (!file.startsWith('node_modules/') && (await exists(map))) files.add(map);
  }
  for (const file of files) await copy(file, path.join(target, layerOf(file), file));
  if (fileList.has('node_modules/@bull-board/api/package.json'))
    for (const place of ALSO) await cp(place, path.join(target, 'dependencies', place), { recursive: true });
  console.log(`${app}: ${files.size} files`);
}

const layerOf = (file: string): string =>
  file.startsWith('node_modules/') && !file.startsWith('node_modules/@twinshop/') ? 'dependencies' : 'app';

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

async function copy(file: string, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  if ((await lstat(file)).isSymbolicLink()) await symlink(await readlink(file), target);
  else await cp(file, target);
}

const [app, program, target] = process.argv.slice(2) as [string, string, string];
await packageApp(app, program, target);
