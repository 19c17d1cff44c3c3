import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { block } from './block.ts';
import { clock } from './clock.ts';
import type { Failpoint, Failpoints } from './failpoints.ts';
import { recommendationFailpoint } from './recommendation.mutation.ts';
import { recommendation } from './recommendation.ts';

/**
 * Lets faults be set in this process from outside: `PUT /<failpoint>` with its settings as JSON, and `DELETE /` for all of
 * them. Keeps no process alive, and does nothing by itself.
 * @param socket the Unix socket that it is asked on; one that an earlier process has left is replaced
 * @param mutations names of those that the process has
 */
export function openFailpoints(socket: string, mutations: readonly string[]): void {
  const hasRecommendations = mutations.includes(recommendationFailpoint.name);
  const failpoints: Failpoints = { block, clock, ...(hasRecommendations && { recommendation }) };
  rmSync(socket, { force: true });
  createServer((request, response) => {
    obey(failpoints, request).then(
      () => response.writeHead(204).end(),
      (error: Error) => response.writeHead(400).end(error.message),
    );
  })
    .on('connection', (connection) => connection.unref())
    .listen(socket)
    .unref();
}

async function obey(failpoints: Failpoints, request: IncomingMessage): Promise<void> {
  if (request.method === 'DELETE') {
    for (const failpoint of Object.values(failpoints)) failpoint.clear();
    return;
  }
  const name = request.url!.slice(1);
  const failpoint = (failpoints as Record<string, Failpoint<never> | undefined>)[name];
  if (failpoint === undefined)
    throw new Error(`There is no failpoint "${name}" here, but: ${Object.keys(failpoints).join(', ')}.`);
  failpoint.set((await json(request)) as never);
}
