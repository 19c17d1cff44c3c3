import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { Body, Controller, Get, Module, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { z } from 'zod';
import {
  AuthModule,
  Authenticated,
  CurrentActor,
  OptionallyAuthenticated,
  TokenIssuer,
  type Actor,
} from '../src/auth/index.ts';
import { createHttpApp, IdempotencyKey, TakesStream } from '../src/http/index.ts';
import { createLogger } from '../src/logging/index.ts';
import { HttpMetrics } from '../src/operations/index.ts';
import { newId } from '../src/values/index.ts';

const Greeting = z.strictObject({ name: z.string().min(1), times: z.array(z.strictObject({ n: z.int() })) });
const JSON_TYPE = { 'content-type': 'application/json' };

@Controller('api')
class GreetingController {
  @Post('greetings')
  greet(@Body({ schema: Greeting }) body: z.infer<typeof Greeting>) {
    return body;
  }

  @Post('keyed')
  keyed(@IdempotencyKey() key: string) {
    return { key };
  }

  @Post('streams')
  @TakesStream()
  async count(@Req() request: FastifyRequest) {
    let bytes = 0;
    for await (const chunk of request.body as Readable) bytes += (chunk as Buffer).length;
    return { bytes };
  }

  @Get('bug')
  bug(): never {
    throw new TypeError('the inside');
  }

  @Get('anyone')
  @OptionallyAuthenticated()
  anyone(@CurrentActor() actor: Actor | undefined) {
    return { actor: actor ?? null };
  }

  @Get('customer')
  @Authenticated()
  customer(@CurrentActor() actor: Actor) {
    return { actor };
  }

  @Get('admin')
  @Authenticated('admin')
  admin(@CurrentActor() actor: Actor) {
    return { actor };
  }
}

describe('an HTTP application', () => {
  let app: NestFastifyApplication;
  let issuer: TokenIssuer;
  const registry = new Registry();

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    issuer = await TokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'key' });
    const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key' }] };
    @Module({ imports: [AuthModule.forRoot({ publicKeys })], controllers: [GreetingController] })
    class GreetingModule {}
    app = await createHttpApp(GreetingModule, {
      app: 'greeter',
      instance: '7',
      log: createLogger({ level: 'silent', app: 'greeter', instance: '7' }),
      metrics: new HttpMetrics(registry),
    });
    await app.init();
  });
  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
  const post = (url: string, payload: string | Buffer, headers: Record<string, string> = JSON_TYPE) =>
    app.inject({ method: 'POST', url, payload, headers });

  describe('answers every request', () => {
    it('with who served it, and the caller’s request id where that is well formed', async () => {
      const answer = await get('/api/anyone', { 'x-request-id': 'caller:1.2_3-4' });
      expect(answer.headers).toMatchObject({
        'x-request-id': 'caller:1.2_3-4',
        'x-served-by': 'greeter/7',
        'x-content-type-options': 'nosniff',
      });
      for (const bad of ['two words', '<script>', 'x'.repeat(129), 'é']) {
        expect((await get('/api/anyone', { 'x-request-id': bad })).headers['x-request-id']).toMatch(
          /^[\da-f-]{36}$/,
        );
      }
    });

    it('with these also where there is nothing, and where there is a bug', async () => {
      for (const path of ['/api/nothing', '/api/bug', '/api/%', `/${'x'.repeat(3_000)}`]) {
        const answer = await get(path);
        expect([path, answer.headers['x-served-by']]).toEqual([path, 'greeter/7']);
        expect(answer.headers['x-request-id']).toBeDefined();
        expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      }
    });
  });

  describe('refuses', () => {
    it('fields that do not fit or are not known, each by its path', async () => {
      const answer = await post(
        '/api/greetings',
        JSON.stringify({ name: '', times: [{ n: 1 }, { n: 1.5, m: 0 }], x: 1 }),
      );
      expect(answer.statusCode).toBe(400);
      const problem = answer.json<{ code: string; errors: { path: string }[] }>();
      expect(problem.code).toBe('validation_failed');
      expect(problem.errors.map(({ path }) => path).sort()).toEqual(['name', 'times.1.m', 'times.1.n', 'x']);
    });

    it('at most fifty fields by name, however many are wrong', async () => {
      const times = Array.from({ length: 500 }, () => ({ n: 'x' }));
      const problem = (await post('/api/greetings', JSON.stringify({ name: 'a', times }))).json<{
        errors: [];
      }>();
      expect(problem.errors).toHaveLength(50);
    });

    it.each([
      ['no JSON', '{"name":', 400, 'malformed_body'],
      ['a prototype', '{"name":"a","times":[],"__proto__":{"admin":true}}', 400, 'malformed_body'],
      ['nothing at all', '', 400, 'validation_failed'],
      ['another kind of JSON', '[]', 400, 'validation_failed'],
      ['more than 256 KiB', JSON.stringify({ name: 'x'.repeat(256 * 1024) }), 413, 'body_too_large'],
    ])('a body that is %s', async (_, body, status, code) => {
      const answer = await post('/api/greetings', body);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
    });

    it('a content type that it does not serve', async () => {
      for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded']) {
        const answer = await post('/api/greetings', 'name=a', { 'content-type': type });
        expect([type, answer.statusCode]).toEqual([type, 415]);
      }
    });

    it('an idempotency key that is missing or malformed', async () => {
      const codeFor = async (headers: Record<string, string>): Promise<string> => {
        const answer = await post('/api/keyed', '', headers);
        expect(answer.statusCode).toBe(400);
        return answer.json<{ code: string }>().code;
      };
      expect(await codeFor({})).toBe('idempotency_key_missing');
      expect(await codeFor({ 'idempotency-key': '' })).toBe('idempotency_key_missing');
      for (const key of ['short-7', 'x'.repeat(65), 'with spaces', 'semi;colon']) {
        expect(await codeFor({ 'idempotency-key': key })).toBe('validation_failed');
      }
    });
  });

  it('takes an idempotency key of 8 to 64 characters', async () => {
    for (const key of ['12345678', 'Az09_-'.repeat(10) + 'abcd']) {
      expect((await post('/api/keyed', '', { 'idempotency-key': key })).json()).toEqual({ key });
    }
  });

  it('hands a stream on as it comes, also beyond the limit of other bodies', async () => {
    const body = Buffer.alloc(1_000_000, 'x\n');
    for (const type of ['application/x-ndjson', 'text/csv', 'text/csv; charset=utf-8']) {
      expect((await post('/api/streams', body, { 'content-type': type })).json()).toEqual({
        bytes: 1_000_000,
      });
    }
  });

  it('takes streams only where a route says so', async () => {
    for (const type of ['application/x-ndjson', 'text/csv']) {
      const answer = await post('/api/greetings', 'a,b', { 'content-type': type });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        415,
        'unsupported_media_type',
      ]);
    }
  });

  describe('knows its callers:', () => {
    const bearer = async (role: Actor['role'], id = newId()) => ({
      id,
      headers: { authorization: `Bearer ${await issuer.issue({ id, role })}` },
    });

    it('a customer may do what customers may, and no more', async () => {
      const { id, headers } = await bearer('customer');
      expect((await get('/api/customer', headers)).json()).toEqual({ actor: { id, role: 'customer' } });
      const refusal = await get('/api/admin', headers);
      expect([refusal.statusCode, refusal.json<{ code: string }>().code]).toEqual([403, 'forbidden']);
    });

    it('an admin may do both', async () => {
      const { headers } = await bearer('admin');
      expect((await get('/api/customer', headers)).statusCode).toBe(200);
      expect((await get('/api/admin', headers)).statusCode).toBe(200);
    });

    it('nobody else gets in', async () => {
      const { headers } = await bearer('admin');
      const token = headers.authorization.slice('Bearer '.length);
      for (const authorization of [
        undefined,
        '',
        token,
        `Basic ${token}`,
        `Bearer ${token}x`,
        `Bearer  ${token}`,
      ]) {
        for (const path of ['/api/customer', '/api/admin']) {
          const answer = await get(path, authorization === undefined ? {} : { authorization });
          expect([authorization, answer.statusCode]).toEqual([authorization, 401]);
          expect(answer.headers['www-authenticate']).toBe('Bearer');
          expect(answer.json<{ code: string }>().code).toBe('unauthenticated');
        }
      }
    });

    it('where anyone may, a caller is known by a good token, and one with a bad token is nobody', async () => {
      const { id, headers } = await bearer('customer');
      expect((await get('/api/anyone', headers)).json()).toEqual({ actor: { id, role: 'customer' } });
      expect((await get('/api/anyone', { authorization: 'Bearer a.b.c' })).json()).toEqual({ actor: null });
      expect((await get('/api/anyone')).json()).toEqual({ actor: null });
    });
  });

  it('measures requests by route, never by address', async () => {
    await get('/api/customer?secret=hunter2');
    const metrics = await registry.metrics();
    expect(metrics).toContain('route="/api/customer"');
    expect(metrics).not.toContain('hunter2');
  });
});
