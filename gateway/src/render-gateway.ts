import path from 'node:path';
import type { GatewayDescription, GatewayLimits } from '@twinshop/topologies';
import { defaultLimits } from './limits.ts';
import { renderRoutes } from './locations.ts';
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
  'nothing-to-suggest.conf',
  'storefront.conf',
  'page.conf',
  'operations.conf',
];

/** @throws where a route leads to a process without a replica, or a path can't be written in nginx's configuration */
export function renderGateway(options: GatewayOptions): GatewayFiles {
  const { description, servers } = options;
  const values = valuesOf(options, { ...defaultLimits, ...description.limits });
  return {
    ...Object.fromEntries(TEMPLATES.map((file) => [file, fillTemplate(file, values)])),
    'upstreams.conf': renderUpstreams(description, servers),
    'routes.conf': renderRoutes(description.routes),
    'pages.conf': renderPages(options.storefrontDir),
  };
}

/** Longer than the process has, so that its own word for it comes first. */
const GRACE_MS = 1_000;

function valuesOf(options: GatewayOptions, limits: GatewayLimits): Values {
  return {
    ...problemBodies,
    user: options.user === undefined ? '' : `user ${options.user};`,
    workers: options.workers ?? 2,
    listen: options.listen,
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
