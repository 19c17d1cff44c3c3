import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
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
    answer(failpoints, request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => refuse(response, error),
    );
  })
    .on('connection', (connection) => connection.unref())
    .listen(socket)
    .unref();
}

async function answer(failpoints: Failpoints, request: IncomingMessage): Promise<number> {
  if (request.method === 'DELETE') {
    for (const failpoint of Object.values(failpoints)) failpoint.clear();
    return 204;
  }
  const failpoint = (failpoints as Record<string, Failpoint<never> | undefined>)[request.url!.slice(1)];
  if (failpoint === undefined) return 404;
  failpoint.set((await json(request)) as never);
  return 204;
}

function refuse(response: ServerResponse, error: unknown): void {
  response.writeHead(400).end(String(error));
}
