import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayFiles } from './render-gateway.ts';

/**
 * Puts a configuration into the folder that nginx is started with, each file at once, so that a reload in between never
 * reads half of one.
 */
export async function writeGateway(dir: string, files: GatewayFiles): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }
  // Of a reload that was killed: nobody's connection would ever be kept.
  await rm(leavingFile(dir), { force: true });
}

/** While it is there, clients are asked to make new connections. */
const leavingFile = (dir: string): string => path.join(dir, 'leaving');

/**
 * What to start nginx with, in the foreground and all of it below `dir`: its configuration, its pid, its temporary
 * files. It says what is wrong on its standard error.
 *
 * `SIGQUIT` stops it once what runs has ended, `SIGTERM` at once; `SIGHUP` is for `reloadGateway`.
 */
export const nginxArguments = (dir: string): string[] => [
  '-p',
  `${dir}/`,
  '-c',
  'nginx.conf',
  '-e',
  'stderr',
];

/** Has nginx look at a configuration, without starting anything. */
export const nginxTestArguments = (dir: string): string[] => ['-t', '-q', ...nginxArguments(dir)];

/** For whoever keeps a connection to hear that it should make a new one. */
const CLIENTS_LEAVE_MS = 500;
/** For what was under way to be answered by the old configuration, still without keeping connections. */
const OLD_ANSWERS_MS = 1_000;

/**
 * Has the nginx that runs below `dir` take up a configuration that `writeGateway` has changed, and loses no request. A
 * reload ends kept connections, and a client that sends on one at that moment would see it closed: so clients are asked
 * to make new ones first. A configuration that nginx can't take leaves the old one at work.
 * @returns after about a second and a half, when requests are answered by the new configuration
 * @throws where no nginx runs there
 */
export async function reloadGateway(dir: string): Promise<void> {
  const { settled } = await takeUp(dir);
  await settled;
}

/**
 * The same for those who can't wait until the last connection has been left: it returns when nginx has been told.
 * @returns what resolves when requests are answered by the new configuration only, and connections are kept again
 * @throws where no nginx runs there
 */
export async function takeUp(dir: string): Promise<{ settled: Promise<void> }> {
  const pid = Number(await readFile(path.join(dir, 'nginx.pid'), 'utf8'));
  const keepAgain = (): Promise<void> => rm(leavingFile(dir), { force: true });
  try {
    await askClientsToLeave(dir, CLIENTS_LEAVE_MS);
    process.kill(pid, 'SIGHUP');
  } catch (error) {
    await keepAgain();
    throw error;
  }
  return { settled: delay(OLD_ANSWERS_MS).then(keepAgain) };
}

/** Each time that a client makes a new connection, it is by chance that it finds the one who stays. */
const CLIENTS_FIND_ANOTHER_MS = 2_000;

/**
 * Has the nginx that runs below `dir` keep no connection from now on, until it is configured again: for whoever is about
 * to stop it while another process listens on the same port.
 * @returns after two seconds, when clients that keep their connections have them to the other one
 */
export const leaveClientsToAnother = (dir: string): Promise<void> =>
  askClientsToLeave(dir, CLIENTS_FIND_ANOTHER_MS);

async function askClientsToLeave(dir: string, withinMs: number): Promise<void> {
  await writeFile(leavingFile(dir), '');
  await delay(withinMs);
}
