import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PostgresError } from './postgres-error.ts';

/** Where a server's binaries and data lie, and the user that it runs as (absent: our own). */
export interface Place {
  binaries: string;
  data: string;
  user?: { uid: number; gid: number };
}

/**
 * PostgreSQL refuses to run as root. As root it therefore runs as `postgres` or `nobody`; and where that user can't
 * reach a folder (a checkout below /root or below `mktemp -d`, both of mode 700), the binaries are copied and the
 * data is kept under /var/tmp, in folders named by a hash of the place they stand for.
 */
export async function choosePlace(binaries: string, dataDir: string): Promise<Place> {
  if (process.getuid?.() !== 0) {
    await mkdir(path.dirname(dataDir), { recursive: true });
    return { binaries, data: dataDir };
  }
  const user = unprivilegedUser();
  const data = await reachableData(dataDir, user);
  return { binaries: await reachableBinaries(binaries, user), data, user };
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new PostgresError(
    'no_user',
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody". Make one ("useradd --system postgres") or run this as another user.',
  );
}

async function reachableData(dataDir: string, user: { uid: number; gid: number }): Promise<string> {
  const parent = path.dirname(dataDir);
  await mkdir(parent, { recursive: true });
  if (canReach(parent, user)) return dataDir;
  const folder = path.join('/var/tmp', `twinshop-${hash(dataDir)}`);
  await ownFolder(folder);
  return path.join(folder, path.basename(dataDir));
}

async function reachableBinaries(binaries: string, user: { uid: number; gid: number }): Promise<string> {
  if (canReach(path.join(binaries, 'bin'), user)) return binaries;
  const { mtimeMs } = await lstat(path.join(binaries, 'bin', 'postgres'));
  const folder = path.join('/var/tmp', `twinshop-postgres-${hash(`${binaries} ${mtimeMs}`)}`);
  const copy = path.join(folder, 'native');
  await ownFolder(folder);
  if (existsSync(copy)) return copy;
  const partial = path.join(folder, `partial-${process.pid}`);
  await cp(binaries, partial, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(partial, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
    await rm(partial, { recursive: true });
  }
  return copy;
}

/** Whether the user can enter the folder: asked of the system, which also knows ACLs and mounts. */
function canReach(folder: string, user: { uid: number; gid: number }): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$0" && cd "$0"', folder], { ...user, cwd: '/' }).status === 0;
}

/** /var/tmp is anybody's: a folder there that somebody else made is not to be trusted. */
async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0)
    throw new PostgresError('unsafe_folder', `${folder} belongs to somebody else: remove it and try again.`);
}

/** Gives a file to the user the server runs as. */
export async function handOver(file: string, place: Place): Promise<void> {
  if (place.user) await chown(file, place.user.uid, place.user.gid);
}

function hash(text: string): string {
  return createHash('sha256').update(path.resolve(text)).digest('hex').slice(0, 12);
}
