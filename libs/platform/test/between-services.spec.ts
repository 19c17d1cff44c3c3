import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventually } from '@twinshop/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { ServiceAuthModule, ServiceOnly, ServiceTokenIssuer } from '../src/auth/index.ts';
import { readTogether } from '../src/database/index.ts';
import { createHttpApp } from '../src/http/index.ts';
import { createLogger, type Log } from '../src/logging/index.ts';
import { HttpMetrics } from '../src/operations/index.ts';
import { ResilientHttp, Unavailable, valueOrThrow } from '../src/resilience/index.ts';
import { currentTrace, withTrace, type Trace } from '../src/tracing/index.ts';
import { OtherSide, silent } from './other-side.ts';

const Anything = z.looseObject({});
const TRACE_ID = 'a'.repeat(32);

let other: OtherSide;
let beyond: ResilientHttp;
let log: Log;
let handled: string[];

const shown = () => {
  const trace = currentTrace();
  return {
    correlationId: trace?.correlationId,
    causationId: trace?.causationId,
    traceparent: trace?.traceparent,
    again: trace?.traceparent,
    remaining: trace?.caller?.remainingMs() ?? null,
  };
};

@Controller('trace')
class TraceController {
  @Get()
  async show() {
    log.info('a line');
    await new Promise((resolve) => setImmediate(resolve));
    return shown();
  }

  @Post()
  showForBody(@Body({ schema: Anything }) _body: object) {
    return shown();
  }
}

@Controller('beyond')
class BeyondController {
  @Get()
  async ask() {
    return valueOrThrow(await beyond.call(Anything, { method: 'GET', path: '/' }));
  }

  @Get('broken')
  broken() {
    throw new Unavailable('open', 'catalog: the breaker is open');
  }
}

@Controller('internal')
@ServiceOnly()
class InternalController {
  @Get()
  answer() {
    handled.push('get');
    return { internal: true };
  }

  @Post()
  take(@Body({ schema: Anything }) _body: object) {
    handled.push('post');
    return {};
  }
}

describe('a process among others', () => {
  let app: NestFastifyApplication;
  let url: string;
  let serviceToken: ServiceTokenIssuer;
  let lines: string;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    serviceToken = await ServiceTokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'caller' });
    const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'caller' }] };
    @Module({
      imports: [ServiceAuthModule.forRoot({ publicKeys, audience: 'callee' })],
      controllers: [TraceController, BeyondController, InternalController],
    })
    class Callee {}
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines += chunk.toString();
        done();
      },
    });
    log = createLogger({ level: 'info', app: 'callee', instance: '1' }, out);
    app = await createHttpApp(Callee, {
      app: 'callee',
      instance: '1',
      log,
      metrics: new HttpMetrics(new Registry()),
    });
    await app.listen(0, '127.0.0.1');
    url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    other = await OtherSide.start();
    beyond = new ResilientHttp({
      name: 'beyond',
      baseUrl: other.url,
      timeoutMs: 5_000,
      capacity: 5,
      serviceToken,
    });
  });
  beforeEach(() => {
    lines = '';
    handled = [];
    other.requests.length = 0;
    other.left = 0;
  });
  afterAll(async () => {
    await app.close();
    await beyond.close();
    await other.stop();
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, { headers });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, string>,
    };
  };

  describe('knows of each request', () => {
    it('what it belongs to, as the caller says', async () => {
      const headers = {
        'x-request-id': 'request-1',
        'x-correlation-id': 'order-7',
        traceparent: `00-${TRACE_ID}-${'b'.repeat(16)}-01`,
      };
      for (const answer of [
        await get('/trace', headers),
        {
          body: (await (
            await fetch(`${url}/trace`, {
              method: 'POST',
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify({ long: 'x'.repeat(200_000) }),
            })
          ).json()) as Record<string, string>,
        },
      ]) {
        expect(answer.body).toMatchObject({ correlationId: 'order-7', causationId: 'request-1' });
        expect(answer.body['traceparent']).toMatch(new RegExp(`^00-${TRACE_ID}-(?!b{16})[0-9a-f]{16}-01$`));
        expect(answer.body['again']).toBe(answer.body['traceparent']);
      }
    });

    it('the request’s own id where the caller says nothing, or nothing that is well formed', async () => {
      for (const given of [{}, { 'x-correlation-id': 'two words', traceparent: '00-zz-01' }]) {
        const { headers, body } = await get('/trace', given as Record<string, string>);
        expect(body['correlationId']).toBe(headers.get('x-request-id'));
        expect(body['causationId']).toBe(headers.get('x-request-id'));
        expect(body['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      }
    });

    it('how long the caller waits, within bounds', async () => {
      const remaining = async (given: Record<string, string>) =>
        Number((await get('/trace', given)).body['remaining']);
      expect(await remaining({ 'x-deadline-ms': '1000' })).toBeGreaterThan(900);
      expect(await remaining({ 'x-deadline-ms': '1000' })).toBeLessThan(1_000);
      expect(await remaining({ 'x-deadline-ms': '999999999' })).toBeLessThanOrEqual(60_000);
      for (const none of [
        {},
        { 'x-deadline-ms': '-1' },
        { 'x-deadline-ms': '1e9' },
        { 'x-deadline-ms': 'x' },
      ]) {
        // Infinity, as JSON writes it.
        expect(await remaining(none as Record<string, string>)).toBe(0);
      }
    });

    it('what its lines in the log belong to', async () => {
      await get('/trace', {
        'x-correlation-id': 'order-7',
        traceparent: `00-${TRACE_ID}-${'b'.repeat(16)}-01`,
      });
      expect(JSON.parse(lines)).toMatchObject({ correlationId: 'order-7', traceId: TRACE_ID });
      lines = '';
      log.info('outside of any request');
      expect(JSON.parse(lines)).not.toHaveProperty('correlationId');
    });

    it('nothing of another that runs at the same time', async () => {
      const ids = Array.from({ length: 50 }, (_, n) => `order-${n}`);
      const answers = await Promise.all(ids.map((id) => get('/trace', { 'x-correlation-id': id })));
      expect(answers.map(({ body }) => body['correlationId'])).toEqual(ids);
    });
  });

  describe('hands on to whom it asks', () => {
    it('what the request belongs to, and less time than it has itself', async () => {
      await get('/beyond', { 'x-correlation-id': 'order-7', 'x-deadline-ms': '1000' });
      const { headers } = other.requests[0]!;
      expect(headers['x-correlation-id']).toBe('order-7');
      expect(Number(headers['x-deadline-ms'])).toBeLessThan(1_000);
      expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(800);
    });

    it('that the caller is gone', async () => {
      const { behave } = other;
      other.behave = silent;
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write('GET /beyond HTTP/1.1\r\nhost: callee\r\n\r\n');
      await eventually(() => other.requests.length === 1, { describe: 'the call arrives beyond' });
      socket.destroy();
      await eventually(() => other.left === 1, { describe: 'the call beyond is ended', within: 2_000 });
      other.behave = behave;
    });
  });

  it('does not give up what is asked for many when the one goes who was the first to ask', async () => {
    const ask = readTogether(async (keys: readonly string[]) => {
      const answer = valueOrThrow(await beyond.call(Anything, { method: 'GET', path: '/' }));
      return keys.map(() => answer);
    });
    const { behave } = other;
    const held = Promise.withResolvers<void>();
    other.behave = (request, response) => void held.promise.then(() => behave(request, response));
    const leaving = new AbortController();
    const caller = { remainingMs: () => Infinity, hasGivenUp: () => false, gone: leaving.signal };
    const trace = { correlationId: 'order-7', causationId: 'request-1', traceparent: '', caller };
    const asked = Promise.all([withTrace(trace, () => ask('first')), ask('second')]);
    await eventually(() => other.requests.length > 0, { describe: 'the call arrives beyond' });
    leaving.abort();
    held.resolve();
    other.behave = behave;
    expect(await asked).toEqual([{ ok: true }, { ok: true }]);
    expect(other.requests.map(({ headers }) => headers['x-correlation-id'])).toEqual(['order-7']);
  });

  it('answers 503 where another process is needed and can’t be asked', async () => {
    const { status, headers, body } = await get('/beyond/broken');
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
    expect(JSON.stringify(body)).not.toContain('catalog');
    expect(lines).toContain('catalog: the breaker is open');
  });

  describe('serves its own routes for services', () => {
    const internal = (headers: Record<string, string>) => get('/internal', headers);
    const token = async (audience = 'callee') => ({
      'x-service-token': await serviceToken.tokenFor(audience),
    });

    it('to a service', async () => {
      expect((await internal(await token())).body).toEqual({ internal: true });
    });

    it('to nobody else', async () => {
      const other = await token('another');
      const { 'x-service-token': good } = await token();
      for (const headers of [
        {},
        { 'x-service-token': '' },
        other,
        { 'x-service-token': `${good}x` },
        { authorization: `Bearer ${good}` },
      ]) {
        const { status, body } = await internal(headers as Record<string, string>);
        expect([status, body['code']]).toEqual([401, 'unauthenticated']);
      }
      expect(handled).toEqual([]);
    });

    it('only while somebody waits', async () => {
      const { status, body } = await internal({ ...(await token()), 'x-deadline-ms': '0' });
      expect([status, body['code']]).toEqual([504, 'deadline_exceeded']);
      expect((await internal({ ...(await token()), 'x-deadline-ms': '5000' })).status).toBe(200);
      expect(handled).toEqual(['get']);
    });

    it('not where the time was over before all was said', async () => {
      const { hostname, port } = new URL(url);
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      const head = [
        'POST /internal HTTP/1.1',
        'host: callee',
        'content-type: application/json',
        'content-length: 2',
        'x-deadline-ms: 50',
        `x-service-token: ${(await token())['x-service-token']}`,
      ];
      let answer = '';
      socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      socket.write(`${head.join('\r\n')}\r\n\r\n{`);
      setTimeout(() => socket.write('}'), 100);
      await eventually(() => answer.includes('deadline_exceeded'), { describe: 'the call is refused' });
      expect(answer).toMatch(/^HTTP\/1.1 504 /);
      expect(handled).toEqual([]);
      socket.destroy();
    });
  });
});

describe('a trace', () => {
  it('is of the work that it was given to, and of what that begins', async () => {
    const trace = { correlationId: 'c', causationId: 'm', traceparent: 't' } satisfies Trace;
    const later = withTrace(trace, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return currentTrace();
    });
    expect(currentTrace()).toBeUndefined();
    expect(await later).toBe(trace);
  });
});
