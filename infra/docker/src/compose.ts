import path from 'node:path';
import { execa } from 'execa';

const workspace = path.resolve(import.meta.dirname, '../../..');

/** What Docker could not do; the message has its own last words. */
export class DockerError extends Error {
  override name = 'DockerError';
}

export interface ComposeOptions {
  /** The profiles that take part, by default all. */
  profiles?: readonly string[];
  /** Keeps containers, networks and volumes of several shops apart. */
  project?: string;
  /** `docker-compose.yml` unless told; an absolute path, or one below the workspace's root. */
  file?: string;
  /** Files beside it. */
  overlays?: readonly string[];
  /** Values for the variables in them. */
  environment?: Readonly<Record<string, string>>;
}

export interface RunOptions {
  /** Told each line of progress. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
  deadlineMs?: number;
}

const DEADLINE_MS = 15 * 60_000;

/** `docker compose` on this workspace's file. */
export class Compose {
  readonly #flags: readonly string[];
  readonly #environment: Readonly<Record<string, string>>;

  constructor({
    profiles = ['*'],
    project = 'twinshop',
    file = 'docker-compose.yml',
    overlays = [],
    environment = {},
  }: ComposeOptions = {}) {
    const files = [file, ...overlays].map((each) => path.resolve(workspace, each));
    this.#flags = [
      ...['--project-name', project],
      ...['--project-directory', workspace],
      ...files.flatMap((file) => ['--file', file]),
      ...profiles.flatMap((profile) => ['--profile', profile]),
    ];
    this.#environment = environment;
  }

  /**
   * @param words a command of Compose's, such as `['up', '--detach']`
   * @returns its standard output
   * @throws DockerError
   */
  run(words: readonly string[], options: RunOptions = {}): Promise<string> {
    return docker(['compose', ...this.#flags, ...words], { ...options, environment: this.#environment });
  }

  /** Where a port of a service is published, as `127.0.0.1:49153`. */
  async published(service: string, port: number): Promise<string> {
    return (await this.run(['port', service, String(port)])).trim();
  }

  /** The containers of a service, by id. */
  async containers(service: string): Promise<string[]> {
    return (await this.run(['ps', '--quiet', service])).split('\n').filter((line) => line !== '');
  }
}

/** @throws DockerError */
export async function docker(
  words: readonly string[],
  {
    onLine,
    signal,
    deadlineMs = DEADLINE_MS,
    environment = {},
  }: RunOptions & { environment?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = execa('docker', words, {
    cwd: workspace,
    env: { ...environment, BUILDKIT_PROGRESS: 'plain', COMPOSE_ANSI: 'never' },
    all: true,
    reject: false,
    stdin: 'ignore',
    // A terminal’s Ctrl-C is for whoever runs it, who knows what must not be broken off.
    detached: true,
    timeout: deadlineMs,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  if (onLine) {
    child.all.setEncoding('utf8');
    child.all.on('data', (text: string) => onLine(text.trim().split('\n').at(-1)!.trim()));
  }
  const result = await child;
  if (!result.failed) return result.stdout;
  const lastWords = result.all.trim().split('\n').slice(-20).join('\n');
  throw new DockerError(`docker ${words.join(' ')} failed (${result.shortMessage}):\n${lastWords}`);
}
