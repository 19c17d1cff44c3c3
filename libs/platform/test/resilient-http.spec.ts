import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@twinshop/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { ServiceTokenIssuer, ServiceTokenVerifier } from '../src/auth/index.ts';
import { breakerDetails, ResilientHttp, type ResilientHttpSettings } from '../src/resilience/index.ts';
import { withTrace, type Caller } from '../src/tracing/index.ts';
import { answering, OtherSide, resetting, silent } from './other-side.ts';

const Answer = z.object({ ok: z.boolean() });
const GET = { method: 'GET', path: '/' } as const;
const POST = { method: 'POST', path: '/', body: { n: 1 } } as const;
const TIMEOUT_MS = 200;

describe('a call to another process', () => {
  let other: OtherSide;
  let http: ResilientHttp;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  const connect = (settings: Partial<ResilientHttpSettings> = {}): ResilientHttp => {
    http = new ResilientHttp({
      name: 'other',
      baseUrl: other.url,
      timeoutMs: TIMEOUT_MS,
      capacity: 5,
      ...settings,
    });
    return http;
  };
  /** What came of a call, and how many milliseconds that took. */
  const outcome = async (call: Parameters<ResilientHttp['call']>[1] = GET) => {
    const startedAt = performance.now();
    const result = await http.call(Answer, call);
    const took = performance.now() - startedAt;
    if (result.ok) return { outcome: 'ok', took };
    const { reason, detail } = result.failure;
    // As it was meant, however late a busy machine is.
    return { outcome: reason, took, gaveUpAfterMs: Number(/no answer in (\d+) ms/.exec(detail)?.[1]) };
  };
  const outcomes = async (calls: number): Promise<Record<string, number>> => {
    const all = await Promise.all(Array.from({ length: calls }, () => outcome()));
    return Object.fromEntries(
      [...Map.groupBy(all, (one) => one.outcome)].map(([name, group]) => [name, group.length]),
    );
  };
  const untilOpen = async (): Promise<void> => {
    while (http.state !== 'open') await outcome();
  };

  beforeEach(async () => {
    other = await OtherSide.start();
    process.on('unhandledRejection', note);
  });
  afterEach(async () => {
    await http.close();
    await other.stop();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  describe('that is answered', () => {
    it('gives the body, without what is not known of it', async () => {
      other.behave = answering(200, { ok: true, more: 1 });
      expect(await connect().call(Answer, GET)).toEqual({ ok: true, value: { ok: true } });
    });

    it('says what it was told to', async () => {
      let body = '';
      other.behave = (request, response) => {
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => answering(200)(request, response));
      };
      const query = { limit: 6, after: undefined, text: 'a b&c' };
      const headers = { 'idempotency-key': 'key-1' };
      await connect().call(Answer, { ...POST, path: '/path', query, headers });
      expect(other.requests[0]).toMatchObject({
        method: 'POST',
        url: '/path?limit=6&text=a+b%26c',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'key-1' },
      });
      expect(body).toBe('{"n":1}');
    });

    it('may have a status that means something, with or without a body', async () => {
      connect();
      const asked = () => http.exchange(GET, (reply) => reply);
      other.behave = answering(402, { code: 'declined' });
      expect(await asked()).toEqual({ ok: true, value: { status: 402, body: { code: 'declined' } } });
      other.behave = (_request, response) => response.writeHead(204).end();
      expect(await asked()).toEqual({ ok: true, value: { status: 204, body: undefined } });
    });

    it('was refused where it is answered by a 4xx that nobody foresaw, which is no fault of the other side', async () => {
      connect();
      other.behave = answering(404);
      expect(await outcomes(5)).toEqual({ refused: 5 });
      for (let n = 0; n < 20; n += 1) expect((await outcome()).outcome).toBe('refused');
      expect(http.state).toBe('closed');
    });
  });

  describe('comes to nothing, in words and in time,', () => {
    it.each([
      ['an error', 'error', answering(503)],
      ['another shape', 'reply', answering(200, { ok: 'yes' })],
      [
        'no JSON',
        'reply',
        ((_request, response) => response.end('<html>')) satisfies OtherSide['behave'] as OtherSide['behave'],
      ],
      [
        'no HTTP',
        'reply',
        ((request) =>
          request.socket.end('hello\r\n\r\n')) satisfies OtherSide['behave'] as OtherSide['behave'],
      ],
      [
        'half an answer',
        'broken',
        ((request, response) => {
          response.writeHead(200, { 'content-length': '100' }).write('{"ok":');
          setTimeout(() => request.socket.destroy(), 10);
        }) satisfies OtherSide['behave'] as OtherSide['behave'],
      ],
      ['a closed connection', 'broken', resetting],
      ['nothing', 'timeout', silent],
      [
        'a head and no end',
        'timeout',
        ((_request, response) => {
          response.writeHead(200);
          const drip = setInterval(() => response.write(' '), 10);
          response.on('close', () => clearInterval(drip));
        }) satisfies OtherSide['behave'] as OtherSide['behave'],
      ],
      ['an answer that comes too late', 'timeout', answering(200, { ok: true }, 2 * TIMEOUT_MS)],
    ] as const)('where the answer is %s', async (_, reason, behaviour) => {
      connect();
      other.behave = behaviour;
      const { outcome: came } = await outcome(POST);
      expect(came).toBe(reason);
      await eventually(() => other.running === 0, { describe: 'the other side is rid of the call' });
    });

    it('where the answer is longer than it may be, of which little is read', async () => {
      connect({ largestReply: 100_000 });
      let written = 0;
      other.behave = (_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(50_000))) written += 50_000;
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      };
      expect((await outcome()).outcome).toBe('reply');
      await eventually(() => other.running === 0, { describe: 'the connection is closed' });
      expect(written).toBeLessThan(10_000_000);
    });

    it.each(['127.0.0.1', 'localhost'])('where nobody is there: %s', async (host) => {
      connect({ baseUrl: other.url.replace('127.0.0.1', host) });
      await other.stop();
      const { outcome: came, took } = await outcome(POST);
      expect([came, took < 100]).toEqual(['unreachable', true]);
    });

    it('sooner, where it was to be waited for less long', async () => {
      connect();
      other.behave = silent;
      const { outcome: came, took } = await outcome({ ...GET, withinMs: 50 });
      expect([came, took < 120]).toEqual(['timeout', true]);
    });
  });

  describe('is made again', () => {
    /** Breaks the first connection, and answers on the next. */
    const onceBroken = (): void => {
      other.behave = (request, response) => {
        (other.requests.length === 1 ? resetting : answering(200))(request, response);
      };
    };

    it.each([
      ['a GET', GET, 'ok', 2],
      ['a POST that says it may be heard twice', { ...POST, idempotent: true }, 'ok', 2],
      ['another POST', POST, 'broken', 1],
      ['a GET that may not be heard twice', { ...GET, idempotent: false }, 'broken', 1],
    ] as const)('after a connection broke, if at all: %s', async (_, call, came, requests) => {
      connect();
      onceBroken();
      expect((await outcome(call)).outcome).toBe(came);
      expect(other.requests).toHaveLength(requests);
    });

    it('where nobody was there, for nothing was said: also a POST', async () => {
      connect();
      const port = Number(new URL(other.url).port);
      await other.stop();
      const asked = outcome(POST);
      await other.restart(port);
      expect(['ok', 'unreachable']).toContain((await asked).outcome);
      expect((await outcome(POST)).outcome).toBe('ok');
    });

    it('at most once', async () => {
      connect();
      other.behave = resetting;
      expect((await outcome()).outcome).toBe('broken');
      expect(other.requests).toHaveLength(2);
    });

    it.each([
      ['an error', answering(500)],
      ['a refusal', answering(404)],
      ['another shape', answering(200, [])],
      ['no answer in time', silent],
    ])('never after %s', async (_, behaviour) => {
      connect();
      other.behave = behaviour;
      await outcome();
      expect(other.requests).toHaveLength(1);
    });

    it('never where no time is left for it', async () => {
      connect();
      other.behave = (request) => void setTimeout(() => request.socket.destroy(), 90);
      expect((await outcome({ ...GET, withinMs: 100 })).outcome).toBe('broken');
      expect(other.requests).toHaveLength(1);
    });
  });

  describe('belongs to somebody who waits for it', () => {
    const caller = (remaining: number, gone = new AbortController().signal): Caller => {
      const endsAt = performance.now() + remaining;
      const remainingMs = () => endsAt - performance.now();
      return { remainingMs, hasGivenUp: () => gone.aborted || remainingMs() <= 0, gone };
    };
    const calledBy = <Value>(by: Caller, work: () => Promise<Value>): Promise<Value> => {
      const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
      return withTrace({ correlationId: 'order-7', causationId: 'request-7', traceparent, caller: by }, work);
    };
    const issuer = async () => {
      const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      const open = { ...(await exportJWK(publicKey)), kid: 'caller' };
      return {
        serviceToken: await ServiceTokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'caller' }),
        verifier: new ServiceTokenVerifier({ keys: [open] }, 'other'),
      };
    };

    it('and says who calls, for whom, within which trace, and how long that is waited for', async () => {
      const { serviceToken, verifier } = await issuer();
      connect({ serviceToken });
      await calledBy(caller(100), () => outcome());
      const { headers } = other.requests[0]!;
      expect(headers).toMatchObject({
        'x-correlation-id': 'order-7',
        traceparent: expect.stringMatching(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/),
      });
      expect(await verifier.verify(headers['x-service-token'] as string)).toBe('caller');
      expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(50);
      expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(90);
    });

    it('and says so of its own time, where nobody set a limit', async () => {
      const { serviceToken } = await issuer();
      connect({ serviceToken });
      await outcome();
      const deadline = Number(other.requests[0]!.headers['x-deadline-ms']);
      expect(deadline).toBeGreaterThan(TIMEOUT_MS - 50);
      expect(deadline).toBeLessThanOrEqual(TIMEOUT_MS);
    });

    it('and tells strangers nothing of that', async () => {
      connect();
      await calledBy(caller(100), () => outcome());
      const names = Object.keys(other.requests[0]!.headers);
      expect(names.filter((name) => name.startsWith('x-') || name === 'traceparent')).toEqual([]);
    });

    it('and ends in time for them to answer', async () => {
      connect();
      other.behave = silent;
      const { outcome: came, gaveUpAfterMs } = await calledBy(caller(100), () => outcome());
      expect(came).toBe('deadline');
      expect(gaveUpAfterMs).toBeLessThanOrEqual(90);
    });

    it('and is not made where no time is left', async () => {
      connect();
      expect((await calledBy(caller(10), () => outcome())).outcome).toBe('deadline');
      expect(other.requests).toHaveLength(0);
    });

    it('and ends when they go, on the other side too', async () => {
      connect();
      other.behave = silent;
      const leaving = new AbortController();
      const asked = calledBy(caller(10_000, leaving.signal), () => outcome());
      await eventually(() => other.running === 1, { describe: 'the call arrives' });
      leaving.abort();
      expect((await asked).outcome).toBe('deadline');
      await eventually(() => other.left === 1, { describe: 'the other side sees that nobody waits' });
      expect(getEventListeners(leaving.signal, 'abort')).toHaveLength(0);
    });

    it('and goes on though they go, where it is to outlive them', async () => {
      connect();
      other.behave = answering(200, { ok: true }, 50);
      const left = caller(1, AbortSignal.abort());
      expect((await calledBy(left, () => outcome({ ...POST, outlivesCaller: true }))).outcome).toBe('ok');
    });

    it('and leaves nothing behind on them', async () => {
      connect();
      const staying = new AbortController();
      await calledBy(caller(10_000, staying.signal), () => outcome());
      expect(getEventListeners(staying.signal, 'abort')).toHaveLength(0);
    });

    it('and says nothing about the other side where they would not wait', async () => {
      connect();
      other.behave = answering(200, { ok: true }, TIMEOUT_MS / 2);
      for (let n = 0; n < 20; n += 1) {
        expect((await calledBy(caller(40), () => outcome())).outcome).toBe('deadline');
      }
      expect(http.state).toBe('closed');
    });

    it('and says something where they waited for long enough', async () => {
      connect();
      other.behave = silent;
      await Promise.all(Array.from({ length: 5 }, () => calledBy(caller(0.8 * TIMEOUT_MS), () => outcome())));
      expect(http.state).toBe('open');
    });
  });

  it('is counted by how it ended, and the breaker is seen', async () => {
    const registry = new Registry();
    connect({ registry });
    const second = new ResilientHttp({
      name: 'second',
      baseUrl: other.url,
      timeoutMs: 10,
      capacity: 7,
      registry,
    });
    await outcome();
    other.behave = answering(500);
    await untilOpen();
    await outcome();
    const metrics = await registry.metrics();
    expect(metrics).toContain('outgoing_call_duration_seconds_count{name="other",outcome="ok"} 1');
    expect(metrics).toMatch(/outgoing_call_duration_seconds_count\{name="other",outcome="error"\} \d/);
    expect(metrics).toContain('outgoing_call_duration_seconds_count{name="other",outcome="open"} 1');
    expect(metrics).toContain('circuit_breaker_state{name="other"} 2');
    expect(metrics).toContain('circuit_breaker_state{name="second"} 0');
    expect(metrics).toContain('outgoing_calls_capacity{name="second"} 7');
    expect(await breakerDetails(http, second).check()).toEqual({ other: 'open', second: 'closed' });
    await second.close();
    expect(await registry.metrics()).not.toContain('circuit_breaker_state{name="second"}');
  });

  it('ends when the process does, and can’t be made after that', async () => {
    connect();
    other.behave = silent;
    const asked = outcome();
    await eventually(() => other.running === 1, { describe: 'the call arrives' });
    await http.close();
    expect((await asked).outcome).toBe('broken');
    expect((await outcome()).outcome).toBe('unreachable');
    await eventually(() => other.connections === 0, { describe: 'all connections are closed' });
  });

  it('that can’t be put into words is a mistake of ours, and thrown', async () => {
    connect();
    await expect(http.call(Answer, { ...GET, path: 'no-slash' })).rejects.toThrow();
    await expect(
      http.exchange(GET, () => {
        throw new TypeError('a bug');
      }),
    ).rejects.toThrow('a bug');
  });

  describe('keeps to its share', () => {
    it('and refuses what is more, without a word to the other side and with the breaker closed', async () => {
      connect();
      other.behave = answering(200, { ok: true }, 100);
      expect(await outcomes(500)).toEqual({ ok: 5, full: 495 });
      expect(await outcomes(500)).toEqual({ ok: 5, full: 495 });
      expect(other.mostRunning).toBe(5);
      expect(http.state).toBe('closed');
      expect(http.running).toBe(0);
    });

    it('also while calls time out', async () => {
      connect({ breaker: { volume: 1_000_000 } });
      other.behave = silent;
      const until = performance.now() + 5 * TIMEOUT_MS;
      const all: Promise<unknown>[] = [];
      while (performance.now() < until) {
        all.push(...Array.from({ length: 10 }, () => outcome()));
        await delay(5);
      }
      await Promise.all(all);
      expect(other.requests.length).toBeGreaterThanOrEqual(20);
      expect(other.mostRunning).toBeLessThanOrEqual(5);
    });

    it('and sees failures behind ever so many refusals', async () => {
      connect();
      other.behave = silent;
      const states = await Promise.all(
        Array.from({ length: 60 }, async (_, turn) => {
          await delay(turn * 10);
          await outcomes(100);
        }),
      ).then(() => http.state);
      expect(states).toBe('open');
    });
  });
});
