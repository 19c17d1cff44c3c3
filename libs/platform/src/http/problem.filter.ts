import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isFenced, isUnavailable } from '../database/unavailable.ts';
import { Problem } from '../errors/index.ts';
import type { Log } from '../logging/index.ts';
import { Unavailable } from '../resilience/unavailable.ts';

type Coded = Error & { code?: string; statusCode?: number };

/** What the HTTP layers below the shop refuse by themselves, by the status they give it. */
const REFUSALS: Record<number, [code: string, title: string]> = {
  400: ['malformed_body', 'The request can’t be read'],
  404: ['not_found', 'There is nothing here'],
  405: ['method_not_allowed', 'This method is not served here'],
  408: ['request_timeout', 'The request took too long to arrive'],
  413: ['body_too_large', 'The body is larger than the limit'],
  414: ['uri_too_long', 'The address is too long'],
  415: ['unsupported_media_type', 'This content type is not served here'],
  431: ['headers_too_large', 'The headers are larger than the limit'],
};

export const problemFrom = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error;
  const status =
    error instanceof HttpException ? error.getStatus() : (error as Coded | null | undefined)?.statusCode;
  const refusal = status === undefined ? undefined : REFUSALS[status];
  return refusal && status !== undefined ? new Problem(status, ...refusal) : undefined;
};

export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  // Closing while the client still sends resets the connection, and the answer is lost: Node drains what comes.
  if (problem.status === 413) reply.removeHeader('connection');
  reply.status(problem.status).header('content-type', 'application/problem+json');
  void reply.send(JSON.stringify(problem.body()));
};

/** Gateways take what is answered so to where it is answered by now. */
export const moved = (): Problem =>
  new Problem(421, 'moved', 'This part of the shop is answered elsewhere by now');

/** The last stop of every failed request: problem+json for what was foreseen, and a 500 that tells nothing for bugs. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    let problem = problemFrom(error);
    if (problem === undefined && isFenced(error)) {
      problem = moved();
    }
    if (problem === undefined && (error instanceof Unavailable || isUnavailable(error))) {
      const what = error instanceof Unavailable ? 'a service' : 'the database';
      this.log.warn({ err: error, requestId: request.id, url: request.url }, `${what} is away`);
      problem = new Problem(503, 'unavailable', 'The shop can’t answer at the moment');
      reply.header('retry-after', '1');
    }
    if (problem === undefined) {
      this.log.error({ err: error, requestId: request.id, url: request.url }, 'request failed');
      problem = new Problem(500, 'internal_error', 'Something went wrong on our side');
    }
    if (!reply.sent) sendProblem(reply, problem);
  }
}
