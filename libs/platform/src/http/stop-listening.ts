import { setTimeout as delay } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** For a gateway to use up the connections that it keeps: with 100 requests a second it needs a tenth of that. */
const USED_UP_WITHIN_MS = 300;
const LOOK_EVERY_MS = 20;
/** A turn of the event loop that took no longer has done nothing. */
const QUIET_TURN_MS = 0.2;
const QUIET_WITHIN_MS = 500;

/** Whether a process has begun to stop: applications that answer at one address share it. */
export class Closing {
  begun = false;
}

/**
 * Stops a server so that no request is lost that was sent before its end, be it one that can't be sent again. A kept
 * connection that is closed just as a request comes along it loses that request, and so does one that waits to be
 * accepted when its listener is closed: each answer is the last on its connection for a while first, and the listener is
 * closed right after a turn of the event loop that found nobody waiting.
 */
export function stopListeningGently(fastify: FastifyInstance, closing: Closing): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (closing.begun) reply.header('connection', 'close');
    done(null, payload);
  });
  fastify.addHook('preClose', (done) => {
    closing.begun = true;
    void usedUp(fastify.server)
      .then(quietTurn)
      .then(() => done());
  });
}

async function usedUp(server: Server): Promise<void> {
  const latest = performance.now() + USED_UP_WITHIN_MS;
  while (performance.now() < latest && (await connections(server)) > 0) await delay(LOOK_EVERY_MS);
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );

/** Resolves in the phase after that in which connections are accepted, once there was nothing to do in it. */
const quietTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const latest = performance.now() + QUIET_WITHIN_MS;
    const next = (lastTurn: number): void => {
      const now = performance.now();
      if (now - lastTurn < QUIET_TURN_MS || now > latest) resolve();
      else setImmediate(next, now);
    };
    setImmediate(next, -Infinity);
  });
