import type { Route } from '@twinshop/topologies';

/** What nginx calls a path of the contract: braces stand for any one segment. */
export function locationOf(path: string): string {
  if (!path.includes('{')) return `= ${path}`;
  const segments = path.split('/').map((segment) => (segment.startsWith('{') ? '[^/]+' : segment));
  return `~ ^${segments.join('/')}$`;
}

/** The locations of a topology's routes: what is listed is passed on, and nothing else is. */
export const renderRoutes = (routes: readonly Route[]): string => routes.flatMap(locationsOf).join('\n');

const locationsOf = (route: Route): string[] =>
  route.fallback === undefined ? plain(route) : withFallback(route, route.fallback);

function plain(route: Route): string[] {
  const { path, to, kind = 'ordinary' } = route;
  const passOn = ['include proxy.conf', `include kinds/${kind}.conf`];
  const movingTo = kind === 'import' ? undefined : route.movingTo;
  if (movingTo === undefined)
    return [location(locationOf(path), [...passOn, ...copied(route), `proxy_pass http://${to}`])];
  const [moved, back] = ['moved', 'back'].map((what) => `@${nameOf(path)}-${what}`) as [string, string];
  const orIfMoved = (next: string): string[] => [
    ...passOn,
    'include moving.conf',
    `error_page 421 = ${next}`,
  ];
  return [
    location(locationOf(path), [...orIfMoved(moved), ...copied(route), `proxy_pass http://${to}`]),
    location(moved, [...orIfMoved(back), `proxy_pass http://${movingTo}`]),
    location(back, [...passOn, `proxy_pass http://${to}`]),
  ];
}

/** These look at the status of an answer anyway. */
function withFallback(route: Route, fallback: NonNullable<Route['fallback']>): string[] {
  const { path, to } = route;
  const [otherwise, nothing] = ['fallback', 'nothing'].map((what) => `@${nameOf(path)}-${what}`) as [
    string,
    string,
  ];
  const orElseTo = (next: string): string[] => [
    'include proxy.conf',
    'include kinds/or-else.conf',
    `error_page 500 502 503 504 = ${next}`,
  ];
  return [
    location(locationOf(path), [...orElseTo(otherwise), ...copied(route), `proxy_pass http://${orElse(to)}`]),
    location(otherwise, [
      ...orElseTo(nothing),
      `rewrite ^ ${fallback.path} break`,
      `proxy_pass http://${fallback.to}`,
    ]),
    location(nothing, ['include nothing-to-suggest.conf']),
  ];
}

const location = (where: string, directives: readonly string[]): string =>
  `location ${where} {\n${directives.map((directive) => `    ${directive};\n`).join('')}}\n`;

/** What is special about a route's requests can't be asked for twice, or not without effect. */
const copied = ({ mirrored, kind }: Route): string[] =>
  mirrored === true && kind === undefined ? ['include mirror/route.conf'] : [];

const nameOf = (path: string): string => path.slice(1).replaceAll('/', '-').replaceAll(/[{}]/g, '');

/** The upstream of a process for routes that have a fallback. */
export const orElse = (process: string): string => `${process}-or-else`;
