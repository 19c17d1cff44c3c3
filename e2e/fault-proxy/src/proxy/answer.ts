import { createServer } from 'node:http';
import { duplexPair, type Duplex } from 'node:stream';
import type { Answer } from './fault.ts';

/** A connection to an HTTP server that has one answer to everything, and closes after it. It needs no port. */
export function connectToAnswer({ status, body }: Answer): Duplex {
  const server = createServer((request, response) => {
    // Answered before it was read, an upload would break off, and its client might never see the answer.
    request.resume().once('end', () => {
      response.writeHead(status, { connection: 'close', 'content-type': 'application/json' }).end(body);
    });
  });
  const [ours, theirs] = duplexPair();
  server.emit('connection', theirs);
  return ours;
}
