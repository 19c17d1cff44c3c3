import { createHash } from 'node:crypto';
import path from 'node:path';
import type { GatewayDescription, GatewayLimits } from '@twinshop/topologies';
import { defaultLimits } from './limits.ts';
import { renderRoutes } from './locations.ts';
import { renderMirror } from './mirror.ts';
import { problemBodies } from './problems.ts';
import { renderPages } from './storefront-pages.ts';
import { fillTemplate, quotable, type Values } from './template.ts';
import { renderUpstreams, type Servers } from './upstreams.ts';

export interface GatewayOptions {
  description: GatewayDescription;
  servers: Servers;
  /** The folder that nginx is started with, as for `writeGateway`. */
  dir: string;
  /** `host:port` for customers. */
  listen: string;
  /** `host:port` for health and metrics, never reachable through the other. */
  operations: string;
  /** The built storefront: `index.html`, `pages.json`, `assets/`. */
  storefrontDir: string;
  /** Where its `pages.json` is read from now; in that folder unless told. */
  pagesFile?: string;
  /** What `gateway/openapi` wrote. */
  openApiFile: string;
  /** As in `X-Served-By: gateway/1`. */
  instance?: number;
  /** Whom nginx's workers run as where it is started by root, as in `root root`; whoever starts it otherwise. */
  user?: string;
  workers?: number;
}

/** nginx's configuration: the text of each file by its name below the folder that nginx is started with. */
export type GatewayFiles = Readonly<Record<string, string>>;

const TEMPLATES = [
  'nginx.conf',
  'http.conf',
  'limits.conf',
  'request.conf',
  'headers.conf',
  'problem.conf',
  'problems.conf',
  'malformed-request.conf',
  'proxy.conf',
  'kinds/ordinary.conf',
  'kinds/sign-in.conf',
  'kinds/import.conf',
  'kinds/events.conf',
  'kinds/or-else.conf',
  'moving.conf',
  'nothing-to-suggest.conf',
  'contract.conf',
];

/** What is done for each page, and for all that belongs to them. */
const OWN_STOREFRONT = ['page.conf', 'own-storefront.conf'] as const;
const STOREFRONT_OF_A_PROCESS = ['page-of-a-process.conf', 'storefront-of-a-process.conf'] as const;

/**
 * @throws where a route leads to a process without a replica, is mirrored to nobody, or a path can't be written in nginx's
 * configuration
 */
export function renderGateway(options: GatewayOptions): GatewayFiles {
  const { description, servers } = options;
  const { pages } = description;
  const values = valuesOf(options, { ...defaultLimits, ...description.limits });
  const storefront = pages === undefined ? OWN_STOREFRONT : STOREFRONT_OF_A_PROCESS;
  const files = {
    ...Object.fromEntries(
      [...TEMPLATES, ...storefront].map((file) => [
        file,
        fillTemplate(file, { ...values, pages: pages ?? '' }),
      ]),
    ),
    'upstreams.conf': renderUpstreams(description, servers),
    'routes.conf': renderRoutes(description.routes),
    'pages.conf': renderPages(
      options.pagesFile ?? path.join(options.storefrontDir, 'pages.json'),
      storefront[0],
    ),
    ...renderMirror(description, options.operations),
    'storefront.conf': `include ${storefront[1]};\n`,
  };
  const operations = fillTemplate('operations.conf', { ...values, configuration: nameOf(files) });
  return { ...files, 'operations.conf': operations };
}

/** What a configuration says of itself on the internal port, so that it is known which one is at work. */
export const nameOf = (files: GatewayFiles): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(files).filter(([file]) => file !== 'operations.conf')))
    .digest('hex')
    .slice(0, 12);

/** Longer than the process has, so that its own word for it comes first. */
const GRACE_MS = 1_000;

const WORKERS = 2;
/**
 * Each worker has a socket of its own on a shared port, which is open until the last of them has ended: connections that
 * come to the one of a worker that ended a moment before others are lost.
 */
const WORKERS_ON_SHARED_PORT = 1;

function valuesOf(options: GatewayOptions, limits: GatewayLimits): Values {
  const { description } = options;
  return {
    ...problemBodies,
    user: options.user === undefined ? '' : `user ${options.user};`,
    workers: options.workers ?? (description.sharesPort ? WORKERS_ON_SHARED_PORT : WORKERS),
    listen: options.listen,
    sharing: description.sharesPort ? ' reuseport' : '',
    operations: options.operations,
    servedBy: `gateway/${options.instance ?? 1}`,
    dir: quotable(path.resolve(options.dir)),
    storefrontDir: quotable(options.storefrontDir),
    openApiFile: quotable(options.openApiFile),
    bodyBytes: limits.bodyBytes,
    requestsPerSecond: limits.requests.perSecond,
    requestsBurst: limits.requests.burst,
    signInsPerSecond: limits.signIns.perSecond,
    signInsBurst: limits.signIns.burst,
    connections: limits.connections,
    slowestClientMs: limits.slowestClientMs,
    answerWithinMs: limits.answerWithinMs,
    waitMs: limits.answerWithinMs + GRACE_MS,
    answerOrElseWithinMs: limits.answerOrElseWithinMs,
    drainMs: limits.drainMs,
  };
}
