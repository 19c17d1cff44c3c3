import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Behaviour } from '../behaviour.ts';
import { sendProblem } from './problem.ts';

/** Ends the connection without a word. */
export function dropConnection(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/**
 * Has the calls of `scope` suffer the faults that come before any charge: down, latency, errors. `down` is asked again after
 * the latency, so that a provider which goes down takes the waiting calls with it. The latency begins once the body is
 * read: a caller who gives up meanwhile is charged all the same, as by a real processor.
 */
export function sufferFaults(scope: FastifyInstance, behaviour: Behaviour): void {
  scope.addHook('onRequest', async (request, reply) =>
    behaviour.down ? dropConnection(request, reply) : undefined,
  );
  scope.addHook('preHandler', async (request, reply) => {
    await behaviour.delay();
    if (behaviour.down) return dropConnection(request, reply);
    return behaviour.failsNow() ? sendProblem(reply, 'processor_error') : undefined;
  });
}
