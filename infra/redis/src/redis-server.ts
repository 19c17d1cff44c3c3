import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild, freePort, hasEnded, lastLines } from '@twinshop/processes';
import { Redis } from 'ioredis';

/** Milliseconds each. */
const STOP = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
] as const;

const START_DEADLINE_MS = 30_000;

export interface RedisOptions {
  /** Made when absent; holds the append-only file. */
  dir: string;
  /** On 127.0.0.1; a free one by default. */
  port?: number;
  /** Whether acknowledged writes survive a kill (at most a second of them is lost). Default true. */
  appendonly?: boolean;
  /** Beside those below, which they override. */
  settings?: Readonly<Record<string, string>>;
  /** The program, by default `redis-server` on the PATH. */
  program?: string;
  /** The file that the server's output is appended to, by default `<dir>/redis.log`. */
  log?: string;
  /** Told at once, before the server answers. */
  onSpawn?: (pid: number) => void;
}

export interface RedisServer {
  port: number;
  url: string;
  pid: number;
  /** Settles when the server has ended, and says how. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** A server that could not be started; the message says what to do about it. */
export class RedisError extends Error {
  override name = 'RedisError';
}

/**
 * Starts the system's redis-server as a store for queues: nothing is ever evicted.
 * @throws RedisError
 */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const dir = path.resolve(options.dir);
  await mkdir(dir, { recursive: true });
  const log = options.log ?? path.join(dir, 'redis.log');
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const attempt = await launch(options, dir, port, log, deadline);
    if ('server' in attempt) return attempt.server;
    const portTaken = attempt.output.includes('Address already in use');
    if (portTaken && options.port === undefined && Date.now() < deadline) continue;
    throw new RedisError(
      portTaken
        ? `Port ${port} for Redis is taken: choose another.`
        : `Redis did not start in ${dir}. Its log (${log}) ends with:\n${lastLines(attempt.output)}`,
    );
  }
}

type Attempt = { server: RedisServer } | { output: string };

async function launch(
  { appendonly = true, settings: chosen, program = 'redis-server', onSpawn }: RedisOptions,
  dir: string,
  port: number,
  log: string,
  deadline: number,
): Promise<Attempt> {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir,
    save: '',
    appendonly: appendonly ? 'yes' : 'no',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    ...chosen,
  };
  const file = await open(log, 'a');
  const begin = (await file.stat()).size;
  // In a session of its own: the terminal's Ctrl-C must not stop the queues before those who use them.
  const child = spawn(
    program,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    { cwd: dir, detached: true, stdio: ['ignore', file.fd, file.fd] },
  );
  let failure = '';
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure =
        error.code === 'ENOENT'
          ? `There is no program "${program}". Install Redis: "apt-get install redis-server" or "brew install redis".`
          : error.message;
      resolve(failure);
    });
  });
  if (child.pid !== undefined) onSpawn?.(child.pid);
  await file.close();
  if (failure === '' && (await answers(port, child, exited, deadline))) {
    const server = { port, url: `redis://127.0.0.1:${port}`, pid: child.pid!, exited };
    return { server: { ...server, stop: () => endChild(child, exited, STOP) } };
  }
  await endChild(child, exited, STOP);
  return { output: failure || (await readFile(log)).subarray(begin).toString('utf8') };
}

/** True once our own server (not another on the same port) answers; false when it has ended or the deadline passed. */
async function answers(
  port: number,
  child: ChildProcess,
  exited: Promise<string>,
  deadline: number,
): Promise<boolean> {
  const client = impatientClient(`redis://127.0.0.1:${port}`);
  try {
    while (!hasEnded(child) && Date.now() < deadline) {
      const info = await Promise.race([serverInfo(client), exited]);
      if (info.includes(`process_id:${child.pid}\r`)) return true;
      await delay(20);
    }
    return false;
  } finally {
    client.disconnect();
  }
}

async function serverInfo(client: Redis): Promise<string> {
  try {
    if (client.status === 'wait' || client.status === 'end') await client.connect();
    // Loading its data, it answers pings with an error and INFO with `loading:1`.
    const info = await client.info();
    return info.includes('loading:1') ? '' : info;
  } catch {
    return '';
  }
}

/** Whether a server answers and has loaded its data, within half a second each. */
export async function answersRedis(url: string): Promise<boolean> {
  const client = impatientClient(url);
  try {
    return (await serverInfo(client)) !== '';
  } finally {
    client.disconnect();
  }
}

function impatientClient(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 500,
    commandTimeout: 500,
  });
  client.on('error', () => undefined);
  return client;
}
