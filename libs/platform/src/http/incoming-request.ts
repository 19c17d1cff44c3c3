import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CORRELATION_HEADER,
  DEADLINE_HEADER,
  nextTraceparent,
  TRACEPARENT_HEADER,
  type Caller,
  type Trace,
} from '../tracing/index.ts';

const WELL_FORMED_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const WELL_FORMED_DEADLINE = /^\d{1,9}$/;
const LONGEST_DEADLINE_MS = 60_000;

/** Whether a caller's word for a request may stand in logs and messages. */
export const isWellFormedId = (value: unknown): value is string =>
  typeof value === 'string' && WELL_FORMED_ID.test(value);

/**
 * The trace of a request, and who waits for its answer. Callers' headers are believed, for the gateway overwrites them
 * and a deadline harms only who sends it; but they are bounded, and what is malformed counts as absent.
 *
 * Everything is made when it is asked for: most requests call nobody, send no message and log no line.
 */
export class IncomingRequest implements Trace, Caller {
  private readonly request: FastifyRequest;
  private readonly reply: FastifyReply;
  private span: string | undefined;
  private leaving: AbortController | undefined;

  constructor(request: FastifyRequest, reply: FastifyReply) {
    this.request = request;
    this.reply = reply;
  }

  get correlationId(): string {
    const given = this.request.headers[CORRELATION_HEADER];
    return isWellFormedId(given) ? given : this.request.id;
  }

  get causationId(): string {
    return this.request.id;
  }

  get traceparent(): string {
    const given = this.request.headers[TRACEPARENT_HEADER];
    return (this.span ??= nextTraceparent(typeof given === 'string' ? given : undefined));
  }

  get caller(): Caller {
    return this;
  }

  remainingMs(): number {
    const given = this.request.headers[DEADLINE_HEADER];
    if (typeof given !== 'string' || !WELL_FORMED_DEADLINE.test(given)) return Infinity;
    return Math.min(Number(given), LONGEST_DEADLINE_MS) - this.reply.elapsedTime;
  }

  hasGivenUp(): boolean {
    return this.hasGone() || this.remainingMs() <= 0;
  }

  get gone(): AbortSignal {
    if (this.leaving === undefined) {
      const leaving = new AbortController();
      this.leaving = leaving;
      if (this.hasGone()) leaving.abort();
      else {
        this.reply.raw.once('close', () => {
          if (this.hasGone()) leaving.abort();
        });
      }
    }
    return this.leaving.signal;
  }

  private hasGone(): boolean {
    return this.reply.raw.destroyed && !this.reply.raw.writableFinished;
  }
}
