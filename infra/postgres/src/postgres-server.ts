import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endChild, freePort, hasEnded, lastLines } from '@twinshop/processes';
import { answersQueries } from './answers-queries.ts';
import { packagedBinaries } from './binaries.ts';
import { alsoLookInto, closeSharedDatabases, createDatabase, createSchema } from './databases.ts';
import { stopLeftOver } from './left-over.ts';
import { choosePlace, handOver, type Place } from './place.ts';
import { PostgresError } from './postgres-error.ts';
import { shopSettings, throwAwaySettings } from './settings.ts';

export { PostgresError };

/** Ending sessions, then everything at once, then without asking; milliseconds each. */
const STOP = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

const INITDB_DEADLINE_MS = 60_000;
const START_DEADLINE_MS = 60_000;

/** The shop's own variables, and the machine's language, are none of the server's business. */
const serverEnvironment = { LC_ALL: 'C', TZ: 'UTC' };

export interface PostgresOptions {
  /** Made on the first start. As root it may really lie elsewhere: see place.ts. */
  dataDir: string;
  /** On 127.0.0.1; a free one by default. */
  port?: number;
  /** Beside those of settings.ts, which they override. */
  settings?: Readonly<Record<string, string>>;
  /** False for data that is thrown away: faster, and lost when the machine stops. */
  durable: boolean;
  /** The file that the server's output is appended to, by default `<dataDir>.log`. */
  log?: string;
  /** Told at once, before the server answers. */
  onSpawn?: (pid: number) => void;
}

export interface PostgresServer {
  port: number;
  /** Connects as the superuser to the database `postgres`. */
  adminUrl: string;
  pid: number;
  /** Settles when the server has ended, and says how. */
  exited: Promise<string>;
  /** Ensures a database with a role of its own; returns the owner's URL. */
  createDatabase(name: string, owner?: string): Promise<string>;
  /** Ensures a schema with a role of its own in a database; returns the owner's URL. */
  createSchema(database: string, name: string): Promise<string>;
  /** Has new sessions of a database look into more schemas than their own and `public`. */
  alsoLookInto(database: string, schemas: readonly string[]): Promise<void>;
  /** Ends open sessions and stops; takes what it must after 10 s. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, making its data first where there is none, and stopping a server that was left over in the same
 * data by a run that was killed.
 * @throws PostgresError
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const place = await choosePlace(await packagedBinaries(), path.resolve(options.dataDir));
  const log = options.log ?? `${path.resolve(options.dataDir)}.log`;
  await mkdir(path.dirname(log), { recursive: true });
  if (!existsSync(place.data)) await initialise(place);
  await checkVersion(place);
  await stopLeftOver(place.data);

  const password = (await readFile(passwordFile(place), 'utf8')).trim();
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const attempt = await launch(place, options, port, password, log, deadline);
    if ('server' in attempt) return attempt.server;
    const { output } = attempt;
    const portTaken = output.includes('Address already in use');
    // The last sessions of a server that was killed need a moment to notice.
    const sharedMemoryInUse = output.includes('shared memory block');
    if (Date.now() < deadline && (sharedMemoryInUse || (portTaken && options.port === undefined))) {
      await delay(100);
      continue;
    }
    if (portTaken)
      throw new PostgresError('port_taken', `Port ${port} for PostgreSQL is taken: choose another.`);
    throw new PostgresError(
      'start_failed',
      `PostgreSQL did not start on ${place.data}. Its log (${log}) ends with:\n${lastLines(output)}`,
    );
  }
}

/** Deletes a stopped server's data, wherever it really lies. */
export async function discardPostgresData(dataDir: string): Promise<void> {
  const place = await choosePlace(await packagedBinaries(), path.resolve(dataDir));
  await stopLeftOver(place.data);
  for (const leaf of [place.data, newData(place), passwordFile(place)])
    await rm(leaf, { recursive: true, force: true });
}

const passwordFile = (place: Place): string => `${place.data}.password`;
const newData = (place: Place): string => `${place.data}.new`;

/** Into a folder beside the real one, renamed when whole: an interrupted initdb leaves nothing that looks like data. */
async function initialise(place: Place): Promise<void> {
  const unfinished = newData(place);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await handOver(unfinished, place);
  await writeFile(passwordFile(place), randomBytes(18).toString('base64url'), { mode: 0o600 });
  await handOver(passwordFile(place), place);
  const flags = [
    `--pgdata=${unfinished}`,
    '--username=postgres',
    `--pwfile=${passwordFile(place)}`,
    '--auth=scram-sha-256',
    // The same order and case rules on every machine, whatever locales it has.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-sync',
    '--no-instructions',
  ];
  try {
    await promisify(execFile)(path.join(place.binaries, 'bin', 'initdb'), flags, {
      ...place.user,
      cwd: '/',
      env: serverEnvironment,
      timeout: INITDB_DEADLINE_MS,
    });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new PostgresError(
      'initdb_failed',
      `PostgreSQL's data could not be made in ${place.data} (is the disk full?):\n${lastLines(stderr || message)}`,
    );
  }
  await rename(unfinished, place.data);
}

async function checkVersion(place: Place): Promise<void> {
  const made = (await readFile(path.join(place.data, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await promisify(execFile)(path.join(place.binaries, 'bin', 'postgres'), ['--version'], {
    ...place.user,
    cwd: '/',
  });
  const ours = /(\d+)/.exec(stdout)?.[1];
  if (made !== ours)
    throw new PostgresError(
      'other_version',
      `The data in ${place.data} was made by PostgreSQL ${made}, this is ${ours}: start with empty data (./shop up --fresh), or dump it with the old version first.`,
    );
}

type Attempt = { server: PostgresServer } | { output: string };

async function launch(
  place: Place,
  options: PostgresOptions,
  port: number,
  password: string,
  log: string,
  deadline: number,
): Promise<Attempt> {
  const settings = {
    ...shopSettings,
    ...(options.durable ? {} : throwAwaySettings),
    ...options.settings,
    port: String(port),
  };
  const file = await open(log, 'a');
  const begin = (await file.stat()).size;
  // In a session of its own: the terminal's Ctrl-C must not stop the database before those who use it.
  const child = spawn(
    path.join(place.binaries, 'bin', 'postgres'),
    ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...place.user,
      cwd: '/',
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', file.fd, file.fd],
    },
  );
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  if (child.pid !== undefined) options.onSpawn?.(child.pid);
  await file.close();
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  if (await answers(adminUrl, child, exited, deadline)) {
    await closeSharedDatabases(adminUrl);
    return {
      server: {
        port,
        adminUrl,
        pid: child.pid!,
        exited,
        createDatabase: (name, owner) => createDatabase(adminUrl, name, owner),
        createSchema: (database, name) => createSchema(adminUrl, database, name),
        alsoLookInto: (database, schemas) => alsoLookInto(adminUrl, database, schemas),
        stop: () => endChild(child, exited, STOP),
      },
    };
  }
  await endChild(child, exited, STOP);
  return { output: (await readFile(log)).subarray(begin).toString('utf8') };
}

/** True once a query is answered; false when the server has ended or the deadline has passed. */
async function answers(
  url: string,
  child: ChildProcess,
  exited: Promise<string>,
  deadline: number,
): Promise<boolean> {
  while (!hasEnded(child) && Date.now() < deadline) {
    // The port may be somebody else's, who never answers: our own server's end is then what counts.
    if ((await Promise.race([answersQueries(url), exited])) === true) return !hasEnded(child);
    await delay(30);
  }
  return false;
}
