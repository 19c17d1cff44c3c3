import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * Has an application answer requests in the place of another that listens: several applications of one process at one
 * address. Before it reads anything of the request; the other then does all that it does for its own.
 * @param to the application that a path belongs to, initialised; undefined for what belongs to the one that listens
 */
export function passOn(
  listening: NestFastifyApplication,
  to: (path: string) => NestFastifyApplication | undefined,
): void {
  const fastify = listening.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (request, reply, done) => {
    const app = to(request.url);
    if (app === undefined) return done();
    reply.hijack();
    const other = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
    other.routing(request.raw, reply.raw);
  });
}
