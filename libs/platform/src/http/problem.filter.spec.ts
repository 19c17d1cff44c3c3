import { describe, expect, it } from '@jest/globals';
import { HttpException, type ArgumentsHost } from '@nestjs/common';
import { Problem } from '../errors/index.ts';
import type { Log } from '../logging/index.ts';
import { ProblemFilter } from './problem.filter.ts';

/** What a client would get for an error, and what the log would say. */
const answerTo = (error: unknown) => {
  const seen = { status: 0, headers: new Map<string, string>(), body: '', logged: [] as unknown[] };
  const reply = {
    sent: false,
    status(status: number) {
      seen.status = status;
      return reply;
    },
    header(name: string, value: string) {
      seen.headers.set(name, value);
      return reply;
    },
    removeHeader: (name: string) => seen.headers.delete(name),
    send(body: string) {
      seen.body = body;
    },
  };
  const host = {
    switchToHttp: () => ({ getRequest: () => ({ id: 'request-1', url: '/api' }), getResponse: () => reply }),
  } as unknown as ArgumentsHost;
  const write = (entry: unknown) => seen.logged.push(entry);
  const log = { error: write, warn: write } as unknown as Log;
  new ProblemFilter(log).catch(error, host);
  return { ...seen, body: JSON.parse(seen.body) as Record<string, unknown> };
};

const refusedByFastify = (statusCode: number): Error =>
  Object.assign(new Error('inner words'), { statusCode });

describe('an error on its way to the client', () => {
  it('is the problem that it was thrown as', () => {
    const errors = [{ path: 'items.0.quantity', message: 'too many' }];
    const answer = answerTo(new Problem(400, 'validation_failed', 'The request is not valid', { errors }));
    expect(answer).toEqual({
      status: 400,
      headers: new Map([['content-type', 'application/problem+json']]),
      body: {
        type: 'urn:twinshop:problem:validation_failed',
        title: 'The request is not valid',
        status: 400,
        code: 'validation_failed',
        detail: 'The request is not valid',
        errors,
      },
      logged: [],
    });
  });

  it.each([
    [400, 'malformed_body'],
    [404, 'not_found'],
    [405, 'method_not_allowed'],
    [408, 'request_timeout'],
    [413, 'body_too_large'],
    [414, 'uri_too_long'],
    [415, 'unsupported_media_type'],
    [431, 'headers_too_large'],
  ])('is %d %s where the server below refused, whoever says so', (status, code) => {
    for (const error of [refusedByFastify(status), new HttpException('inner words', status)]) {
      const answer = answerTo(error);
      expect(answer).toMatchObject({ status, body: { status, code }, logged: [] });
      expect(JSON.stringify(answer.body)).not.toContain('inner words');
    }
  });

  it.each([
    ['refuses connections', { code: 'ECONNREFUSED' }],
    ['hangs up', { message: 'Connection terminated unexpectedly' }],
    ['shuts down', { code: '57P01' }],
    ['has too many connections', { code: '53300' }],
    ['gives the pool none in time', { message: 'timeout exceeded when trying to connect' }],
    ['takes too long over a statement', { code: '57014' }],
    ['takes too long over a lock', { driverError: Object.assign(new Error(), { code: '55P03' }) }],
    ['is lost on the way', { code: '08006' }],
  ])('is a 503 that asks to come back, and no bug, while the database %s', (_, what) => {
    const answer = answerTo(Object.assign(new Error('secret host'), what));
    expect(answer).toMatchObject({ status: 503, body: { status: 503, code: 'unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it.each([
    ['a bug', new TypeError('secret is undefined')],
    ['a failure of the database', Object.assign(new Error('secret relation'), { code: '42P01' })],
    ['an HTTP error that nobody foresaw', new HttpException('secret', 418)],
    ['no error at all', 'secret'],
    ['a rejection with nothing', undefined],
  ])('is a 500 that tells nothing, but is logged, where it is %s', (_, error) => {
    const answer = answerTo(error);
    expect(answer).toMatchObject({ status: 500, body: { status: 500, code: 'internal_error' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret');
    expect(answer.logged).toEqual([{ err: error, requestId: 'request-1', url: '/api' }]);
  });
});
