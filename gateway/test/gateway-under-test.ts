import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endChild, freePort } from '@twinshop/processes';
import { eventually } from '@twinshop/testing';
import { gatewayOf, microservices, type GatewayDescription } from '@twinshop/topologies';
import { Pool, type Dispatcher } from 'undici';
import {
  nginxArguments,
  nginxTestArguments,
  reloadGateway,
  renderGateway,
  writeGateway,
  type GatewayFiles,
  type GatewayOptions,
} from '../src/index.ts';
import { Upstream, type Answer, type Received } from './upstream.ts';

export const theServices = gatewayOf(microservices);

export const INDEX = '<!doctype html><title>Shop</title>';
export const SCRIPT = `shop(${'1'.repeat(4_000)})`;
export const CONTRACT = '{"openapi":"3.0.0"}';
const PAGES = ['/', '/products', '/products/:productId', '/cart', '/orders/:orderId'];

/** What a build leaves, in small. */
async function buildInSmall(dir: string): Promise<{ storefrontDir: string; openApiFile: string }> {
  const storefrontDir = path.join(dir, 'store front');
  await mkdir(path.join(storefrontDir, 'assets'), { recursive: true });
  const files = {
    'index.html': INDEX,
    'pages.json': JSON.stringify(PAGES),
    'assets/main-1a2b.js': SCRIPT,
    'notes.txt': 'not for the public',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(storefrontDir, name), text);
  const openApiFile = path.join(dir, 'openapi.json');
  await writeFile(openApiFile, CONTRACT);
  return { storefrontDir, openApiFile };
}

const environment = {
  ...process.env,
  PATH: `${process.env['PATH']}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin`,
};

/** @returns what nginx finds wrong with a configuration; nothing, where it is right */
export async function nginxFaults(files: GatewayFiles): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'twinshop-gateway-'));
  try {
    await writeGateway(dir, files);
    return spawnSync('nginx', nginxTestArguments(dir), { env: environment, encoding: 'utf8' }).stderr;
  } finally {
    await rm(dir, { recursive: true });
  }
}

export interface Reply {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  text: string;
}

export interface Call {
  headers?: Dispatcher.DispatchOptions['headers'];
  body?: string | Buffer;
}

export interface GatewayUnderTest {
  dir: string;
  port: number;
  operationsUrl: string;
  /** All replicas, those of one process one after the other. */
  upstreams: readonly Upstream[];
  /** The first replica of a process. */
  upstream(name: string): Upstream;
  /** What has reached any process, emptied by each call of this. */
  received(): Received[];
  /** Sends `path` exactly as it is written. */
  call(method: string, path: string, call?: Call): Promise<Reply>;
  /** Every replica of every process answers like this from now on. */
  answerWith(answer: Answer): void;
  reload(): Promise<void>;
  /** What nginx has said on its standard error. */
  log(): string;
  stop(): Promise<void>;
}

interface Setup {
  replicas?: Readonly<Record<string, number>>;
  /** What nginx shall have in place of what was rendered, to see what breaks. */
  broken?: (files: GatewayFiles) => GatewayFiles;
}

export async function startGateway(
  description: GatewayDescription = theServices,
  { replicas = {}, broken = (files) => files }: Setup = {},
): Promise<GatewayUnderTest> {
  const dir = await mkdtemp(path.join(tmpdir(), 'twinshop gateway '));
  const { routes, pages } = description;
  const targets = [...routes.flatMap(({ to, movingTo }) => [to, movingTo]), pages];
  const names = [...new Set(targets.filter((name) => name !== undefined))];
  const upstreams = names.flatMap((name) =>
    Array.from({ length: replicas[name] ?? 1 }, (_, index) => new Upstream(name, index + 1)),
  );
  for (const upstream of upstreams) await upstream.start();
  const [port, operationsPort] = [await freePort(), await freePort()];
  const options: GatewayOptions = {
    description,
    dir,
    servers: Object.fromEntries(
      names.map((name) => [name, upstreams.filter(({ process }) => process === name).map(addressOf)]),
    ),
    listen: `127.0.0.1:${port}`,
    operations: `127.0.0.1:${operationsPort}`,
    ...(await buildInSmall(dir)),
    // A folder of mode 700 is closed to the user that nginx would choose.
    ...(process.getuid?.() === 0 && { user: 'root root' }),
  };
  await writeGateway(dir, broken(renderGateway(options)));

  const child = spawn('nginx', nginxArguments(dir), {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 64 });
  const operationsUrl = `http://127.0.0.1:${operationsPort}`;
  await eventually(async () => (await fetch(`${operationsUrl}/health/ready`)).ok, {
    within: 20_000,
    describe: 'nginx is ready',
  });

  return {
    dir,
    port,
    operationsUrl,
    upstreams,
    upstream: (name) => upstreams.find((upstream) => upstream.process === name)!,
    received: () => upstreams.flatMap((upstream) => upstream.received.splice(0)),
    async call(method, where, { headers = null, body = null } = {}) {
      const response = await pool.request({
        method: method as Dispatcher.HttpMethod,
        path: where,
        headers,
        body,
      });
      return {
        status: response.statusCode,
        headers: response.headers,
        text: await response.body.text(),
      };
    },
    answerWith: (answer) => upstreams.forEach((upstream) => (upstream.answer = answer)),
    reload: () => reloadGateway(dir),
    log: () => log,
    async stop() {
      await pool.destroy();
      await endChild(child, exited, [
        ['SIGTERM', 10_000],
        ['SIGKILL', 10_000],
      ]);
      for (const upstream of upstreams) await upstream.stop();
      await rm(dir, { recursive: true });
    },
  };
}

const addressOf = ({ address }: Upstream): string => address;

/** The problem in a reply. @throws where there is none */
export function problemOf({ status, headers, text }: Reply): { status: number; code: unknown } {
  if (headers['content-type'] !== 'application/problem+json; charset=utf-8')
    throw new Error(`${status} is ${String(headers['content-type'])}: ${text}`);
  const body = JSON.parse(text) as { status: number; code: unknown };
  if (body.status !== status) throw new Error(`${status} says that it is ${body.status}.`);
  return { status, code: body.code };
}
