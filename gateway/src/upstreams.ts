import type { Balancing, GatewayDescription, Route } from '@twinshop/topologies';
import { orElse } from './locations.ts';

const METHODS: Readonly<Record<Balancing, string | undefined>> = {
  'in-turn': undefined,
  'least-connections': 'least_conn',
  // Not ip_hash, which looks at three quarters of an IPv4 address only: all of a machine's own would be one.
  'by-address': 'hash $remote_addr consistent',
};

/** By process, the `host:port` of each of its replicas. */
export type Servers = Readonly<Record<string, readonly string[]>>;

/** @throws where a route leads to a process that has no replica */
export function renderUpstreams(
  { routes, pages, balancing = 'in-turn' }: GatewayDescription,
  servers: Servers,
): string {
  const always = routes.flatMap((route) => (route.fallback ? [route.fallback.to] : answering(route)));
  const replaceable = routes.flatMap((route) => (route.fallback ? [route.to] : []));
  const method = METHODS[balancing];
  return [
    ...[...new Set(pages === undefined ? always : [...always, pages])].map((process) =>
      upstream(process, method, serversOf(process, servers)),
    ),
    ...[...new Set(replaceable)].map((process) =>
      upstream(orElse(process), method, [...serversOf(process, servers), NOBODY]),
    ),
  ].join('\n');
}

const answering = ({ to, movingTo }: Route): string[] => (movingTo === undefined ? [to] : [to, movingTo]);

/**
 * nginx never gives up on a server that is alone, and so would try a slow one for each request. Beside another, which is
 * never asked, it leaves it alone for a while after some failures: a circuit breaker.
 */
const NOBODY = 'server 127.0.0.1:9 down';

function serversOf(process: string, servers: Servers): string[] {
  const replicas = servers[process] ?? [];
  if (replicas.length === 0) throw new Error(`A route leads to ${process}, which has no replica.`);
  // Left alone for as short as it takes to come back: with none left, nginx answers 502 without trying.
  return replicas.map((address) => `server ${address} max_fails=3 fail_timeout=2s`);
}

const upstream = (name: string, method: string | undefined, servers: readonly string[]): string =>
  `upstream ${name} {
    zone ${name} 128k;
${[...(method === undefined ? [] : [method]), ...servers].map((line) => `    ${line};\n`).join('')}    keepalive 128;
    keepalive_requests 100000;
    # The processes keep an idle connection for 75 s: the side that opened it is the one to close it.
    keepalive_timeout 60s;
}
`;
