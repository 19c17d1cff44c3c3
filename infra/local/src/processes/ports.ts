import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';

export interface PortHolder {
  pid: number;
  /** Its command line, shortened. */
  command: string;
}

const COMMAND_LENGTH = 100;

/** Who listens on a port, as far as this user may know. */
export function portHolder(port: number): PortHolder | undefined {
  return process.platform === 'linux' ? holderFromProc(port) : holderFromLsof(port);
}

function holderFromProc(port: number): PortHolder | undefined {
  const sockets = listeningSockets(port);
  if (sockets.size === 0) return undefined;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((target) => sockets.has(target))) {
      return { pid: Number(pid), command: shortened(commandLine(pid)) };
    }
  }
  return undefined;
}

function listeningSockets(port: number): Set<string> {
  const LISTENING = '0A';
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const sockets = new Set<string>();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of lines(table)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (state === LISTENING && local?.endsWith(wanted)) sockets.add(`socket:[${inode}]`);
    }
  }
  return sockets;
}

/** Its own name for the first word may be a path: the last part tells enough. */
function commandLine(pid: string): string {
  const [program = '', ...words] = lines(`/proc/${pid}/cmdline`).join('\n').split('\0');
  return [path.basename(program), ...words].join(' ').trim();
}

function shortened(text: string): string {
  return text.length > COMMAND_LENGTH ? `${text.slice(0, COMMAND_LENGTH)} …` : text;
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Empty for a process of somebody else, or one that has just ended. */
function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

function holderFromLsof(port: number): PortHolder | undefined {
  try {
    const answer = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = /^p(\d+)$/m.exec(answer)?.[1];
    return pid ? { pid: Number(pid), command: /^c(.+)$/m.exec(answer)?.[1] ?? 'unknown' } : undefined;
  } catch {
    return undefined;
  }
}
