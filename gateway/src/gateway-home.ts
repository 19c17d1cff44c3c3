import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
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
}

/**
 * What to start nginx with, in the foreground and all of it below `dir`: its configuration, its pid, its temporary
 * files. It says what is wrong on its standard error.
 *
 * `SIGHUP` reloads the configuration and loses no request, `SIGQUIT` stops once what runs has ended, `SIGTERM` stops at
 * once.
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
