import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { Topology } from '@twinshop/topologies';
import { config } from '../config.ts';

/** A program that comes from the system and not from npm. */
export interface SystemProgram {
  title: string;
  /** The names it may go by, the first that is found is taken. */
  programs: readonly string[];
  /** What Debian and Ubuntu call it, and what makes it work there. */
  apt: readonly string[];
  elsewhere: string;
  neededFor: string;
}

export const redis: SystemProgram = {
  title: 'Redis',
  programs: ['redis-server'],
  apt: ['redis-server'],
  elsewhere:
    'macOS: brew install redis; elsewhere: https://redis.io/docs/latest/operate/oss_and_stack/install',
  neededFor: 'the microservices, and tests',
};

export const nginx: SystemProgram = {
  title: 'nginx',
  programs: ['nginx'],
  apt: ['nginx-light'],
  elsewhere: 'macOS: brew install nginx; elsewhere: https://nginx.org/en/docs/install.html',
  neededFor: 'the microservices, and tests',
};

export const chromium: SystemProgram = {
  title: 'Chromium',
  programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  // Without a font it draws no letters, and leaves buttons that hold only text without a size.
  apt: ['chromium', 'fonts-dejavu-core'],
  elsewhere:
    'macOS: brew install --cask chromium; elsewhere: https://www.chromium.org/getting-involved/download-chromium',
  neededFor: 'browser tests',
};

/** What a topology runs beside Node and PostgreSQL. */
export function programsOf({ servers, processes }: Topology): SystemProgram[] {
  return [
    ...(servers.includes('redis') ? [redis] : []),
    ...(processes.some(({ kind }) => kind === 'gateway') ? [nginx] : []),
  ];
}

/** Where a system keeps servers, often not on the PATH of an ordinary user. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/** The program's path, or undefined where it is not installed. */
export function findProgram({ programs }: Pick<SystemProgram, 'programs'>): string | undefined {
  const folders = [...config.path, ...SERVER_FOLDERS];
  return programs.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** How a person gets it, in a line for each kind of system. */
export function howToGet({ apt, elsewhere }: SystemProgram): string {
  return `Debian, Ubuntu: sudo apt-get install ${apt.join(' ')}; ${elsewhere}`;
}
