import type { GatewayDescription } from '@twinshop/topologies';
import { fillTemplate } from './template.ts';

const EVERYWHERE = ['mirror/http.conf', 'mirror/location.conf'] as const;
const WHERE_COPIED = ['mirror/copy.conf', 'mirror/route.conf'] as const;

/**
 * What nginx needs for its copies of requests, by file name; without a mirror, nothing.
 * @param operations `host:port` of nginx's internal address, at which it takes the copies first
 * @throws where a share is none, or a route is mirrored to nobody
 */
export function renderMirror(
  { mirror, routes }: GatewayDescription,
  operations: string,
): Record<string, string> {
  if (mirror === undefined) {
    const lost = routes.find(({ mirrored }) => mirrored === true);
    if (lost !== undefined) throw new Error(`${lost.path} is mirrored, but to nobody.`);
    return Object.fromEntries(EVERYWHERE.map((file) => [file, '']));
  }
  const values = { operations, mirrorTo: mirror.to, mirrorPercent: percentOf(mirror.share) };
  return Object.fromEntries(
    [...EVERYWHERE, ...WHERE_COPIED].map((file) => [file, fillTemplate(file, values)]),
  );
}

/** nginx counts in hundredths of a per cent. */
function percentOf(share: number): string {
  const percent = (100 * share).toFixed(2);
  if (!(Number(percent) > 0 && share <= 1))
    throw new Error(`A mirror gets a share of 0.0001 to 1 of the requests, not ${share}.`);
  return percent;
}
