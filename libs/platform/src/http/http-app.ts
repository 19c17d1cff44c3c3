import { randomUUID } from 'node:crypto';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { Problem } from '../errors/index.ts';
import { NestLog, type Log } from '../logging/index.ts';
import type { HttpMetrics } from '../operations/http-metrics.ts';
import { withTrace } from '../tracing/index.ts';
import { IncomingRequest, isWellFormedId } from './incoming-request.ts';
import { ProblemFilter, problemFrom, sendProblem } from './problem.filter.ts';
import { Closing, stopListeningGently } from './stop-listening.ts';
import { ValidationPipe } from './validation.pipe.ts';

export interface HttpOptions {
  /** As in `X-Served-By: <app>/<instance>`. */
  app: string;
  instance: string;
  log: Log;
  metrics: HttpMetrics;
  /** Of the application that listens, where others answer at its address; its own by default. */
  closing?: Closing;
}

const KIB = 1024;
const SECOND = 1000;
/** Bodies of any length, read as they come, on routes that say `@TakesStream()`. */
const STREAMED = ['application/x-ndjson', 'text/csv'];

const serverOptions = (servedBy: string): FastifyServerOptions => ({
  bodyLimit: 256 * KIB,
  // Above the 60 s that nginx keeps an idle connection: the side that opened it shall be the one to close it.
  keepAliveTimeout: 75 * SECOND,
  // An import may stream for a while; headers may not (Slowloris).
  requestTimeout: 120 * SECOND,
  connectionTimeout: 0,
  // What was sent before it knew is answered, not refused: a gateway doesn't send a POST again.
  return503OnClosing: false,
  routerOptions: { maxParamLength: 512 },
  clientErrorHandler(error, socket) {
    if (!socket.writable) return;
    const tooLarge = (error as { code?: string }).code === 'HPE_HEADER_OVERFLOW';
    const problem = tooLarge
      ? new Problem(431, 'headers_too_large', 'The headers are larger than the limit')
      : new Problem(400, 'malformed_request', 'The request can’t be read');
    const body = JSON.stringify(problem.body());
    const head = [
      `HTTP/1.1 ${problem.status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${randomUUID()}`,
      `x-served-by: ${servedBy}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  },
  genReqId: (request) => {
    const given = request.headers['x-request-id'];
    return isWellFormedId(given) ? given : randomUUID();
  },
  frameworkErrors: (error, request, reply) => {
    const problem = problemFrom(error) ?? new Problem(400, 'malformed_request', 'The request can’t be read');
    sendProblem(identify(servedBy, request, reply), problem);
  },
});

const identify = (servedBy: string, request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  reply.header('x-request-id', request.id).header('x-served-by', servedBy);

/** Answers that must never be guessed to be of another type. */
const harden = (reply: FastifyReply): FastifyReply => reply.header('x-content-type-options', 'nosniff');

const acceptBodies = (fastify: FastifyInstance): void => {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // A POST without a body often comes with the header all the same.
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, body as string, done);
  });
  fastify.addContentTypeParser(STREAMED, (request, payload, done) => {
    if (takesStream(request)) done(null, payload);
    else done(new Problem(415, 'unsupported_media_type', 'This content type is not served here'));
  });
};

const takesStream = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as { takesStream?: boolean }).takesStream === true;

/** A Nest application on Fastify that speaks the contract's conventions: ids, problems, limits, validation. */
export const createHttpApp = async (
  module: Type | DynamicModule,
  options: HttpOptions,
): Promise<NestFastifyApplication> => {
  const servedBy = `${options.app}/${options.instance}`;
  const adapter = new FastifyAdapter({ ...serverOptions(servedBy), skipMiddie: true });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(options.log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.server.headersTimeout = 10 * SECOND;
  acceptBodies(fastify);
  stopListeningGently(fastify, options.closing ?? new Closing());
  fastify.addHook('onRequest', (request, reply, done) => {
    harden(identify(servedBy, request, reply));
    done();
  });
  // Not before the body has been read: its end comes from the socket, and would lose the trace.
  fastify.addHook('preHandler', (request, reply, done) =>
    withTrace(new IncomingRequest(request, reply), done),
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    options.metrics.observe(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime);
    done();
  });
  app.useGlobalPipes(new ValidationPipe());
  app.useGlobalFilters(new ProblemFilter(options.log));
  return app;
};
