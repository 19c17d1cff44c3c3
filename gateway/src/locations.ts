import type { Route } from '@twinshop/topologies';

/** What nginx calls a path of the contract: braces stand for any one segment. */
export function locationOf(path: string): string {
  if (!path.includes('{')) return `= ${path}`;
  const segments = path.split('/').map((segment) => (segment.startsWith('{') ? '[^/]+' : segment));
  return `~ ^${segments.join('/')}$`;
}

/** The locations of a topology's routes: what is listed is passed on, and nothing else is. */
export const renderRoutes = (routes: readonly Route[]): string => routes.map(renderRoute).join('\n');

function renderRoute(route: Route): string {
  return route.fallback === undefined ? plain(route) : withFallback(route, route.fallback);
}

const plain = ({ path, to, kind }: Route): string => `location ${locationOf(path)} {
    include proxy.conf;
    include kinds/${kind ?? 'ordinary'}.conf;
    proxy_pass http://${to};
}
`;

function withFallback({ path, to }: Route, fallback: NonNullable<Route['fallback']>): string {
  const name = path.slice(1).replaceAll('/', '-');
  return `location ${locationOf(path)} {
    include proxy.conf;
    include kinds/or-else.conf;
    error_page 500 502 503 504 = @${name}-fallback;
    proxy_pass http://${orElse(to)};
}

location @${name}-fallback {
    include proxy.conf;
    include kinds/or-else.conf;
    error_page 500 502 503 504 = @${name}-nothing;
    rewrite ^ ${fallback.path} break;
    proxy_pass http://${fallback.to};
}

location @${name}-nothing {
    include nothing-to-suggest.conf;
}
`;
}

/** The upstream of a process for routes that have a fallback. */
export const orElse = (process: string): string => `${process}-or-else`;
