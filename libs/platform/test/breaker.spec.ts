import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@twinshop/testing';
import CircuitBreaker from 'opossum';
import { Pool } from 'undici';
import { z } from 'zod';
import { ResilientHttp, type ResilientHttpSettings } from '../src/resilience/index.ts';
import { answering, OtherSide, resetting, silent } from './other-side.ts';

const Answer = z.object({ ok: z.boolean() });
const TIMEOUT_MS = 100;

interface Made {
  came: string;
  /** milliseconds */
  took: number;
  startedAt: number;
}

describe('a breaker', () => {
  let other: OtherSide;
  let http: ResilientHttp;
  let stopLoad: () => Promise<Made[]>;
  /** Calls that the load has begun. */
  let begun: number;

  const connect = (settings: Partial<ResilientHttpSettings> = {}): ResilientHttp => {
    http = new ResilientHttp({
      name: 'other',
      baseUrl: other.url,
      timeoutMs: TIMEOUT_MS,
      capacity: 20,
      ...settings,
    });
    return http;
  };
  const call = async (): Promise<Made> => {
    const startedAt = performance.now();
    const result = await http.call(Answer, { method: 'GET', path: '/' });
    const came = result.ok ? 'ok' : result.failure.reason;
    return { came, took: performance.now() - startedAt, startedAt };
  };
  /** Calls at an even pace, whatever becomes of them, until it is stopped. */
  const load = (everyMs: number, make: () => Promise<Made> = call): void => {
    const made: Promise<Made>[] = [];
    begun = 0;
    const timer = setInterval(() => {
      begun += 1;
      made.push(make());
    }, everyMs);
    stopLoad = async () => {
      clearInterval(timer);
      return Promise.all(made);
    };
  };
  const untilBegun = (calls: number) =>
    eventually(() => begun >= calls, { describe: `${calls} calls have begun` });
  const until = (state: string, within: number) =>
    eventually(() => http.state === state, { within, describe: `the breaker is ${state}` });

  beforeEach(async () => {
    other = await OtherSide.start();
    stopLoad = async () => [];
  });
  afterEach(async () => {
    await stopLoad();
    await http.close();
    await other.stop();
  });

  it.each([
    ['fails', answering(500)],
    ['is silent', silent],
    ['breaks its connections', resetting],
  ])('opens within two seconds after all was well, when the other side %s', async (_, behaviour) => {
    connect();
    load(5);
    await untilBegun(200);
    expect(http.state).toBe('closed');
    other.behave = behaviour;
    await until('open', 2_000);
  });

  it('opens when the other side dies, and closes when it is back', async () => {
    connect({ breaker: { resetMs: 300 } });
    const port = Number(new URL(other.url).port);
    load(10);
    await eventually(() => other.requests.length > 10, { describe: 'calls are answered' });
    await other.stop();
    await until('open', 2_000);
    await other.restart(port);
    await until('closed', 1_000);
    await eventually(async () => (await call()).came === 'ok', { describe: 'calls are answered again' });
  });

  it('stays closed at half of all calls failing, and for few calls whatever comes of them', async () => {
    connect();
    other.behave = (request, response) => answering(other.requests.length % 2 ? 200 : 500)(request, response);
    for (let n = 0; n < 40; n += 1) await call();
    expect(http.state).toBe('closed');
    await http.close();
    connect();
    other.behave = answering(500);
    for (let n = 0; n < 4; n += 1) await call();
    expect(http.state).toBe('closed');
  });

  it('opens where all of few calls are silent, which it counts in a window that is long enough for them', async () => {
    other.behave = silent;
    const stateAfter = async (breaker: ResilientHttpSettings['breaker']): Promise<string> => {
      const one = new ResilientHttp({
        name: 'one',
        baseUrl: other.url,
        timeoutMs: 600,
        capacity: 10,
        breaker,
      });
      await Promise.all(Array.from({ length: 10 }, () => one.call(Answer, { method: 'GET', path: '/' })));
      const { state } = one;
      await one.close();
      return state;
    };
    connect();
    expect(await Promise.all([stateAfter({}), stateAfter({ windowMs: 300 })])).toEqual(['open', 'closed']);
  });

  it('answers at once and sends nothing while it is open', async () => {
    connect();
    other.behave = silent;
    load(2);
    await until('open', 2_000);
    await eventually(() => other.running === 0, { describe: 'calls from before have ended' });
    const asked = other.requests.length;
    const startedAt = performance.now();
    await untilBegun(begun + 100);
    const made = (await stopLoad()).filter((one) => one.startedAt > startedAt);
    expect(made.length).toBeGreaterThan(50);
    expect(made.every(({ came }) => came === 'open')).toBe(true);
    expect(made.map(({ took }) => took).sort((a, b) => a - b)[made.length >> 1]).toBeLessThan(5);
    expect(other.requests.length).toBe(asked);
  });

  it.each([
    ['slow', answering(500, {}, 80)],
    ['silent', silent],
    ['breaking connections, after which a call would else be made again', resetting],
  ])('lets one call through at each reset, however many wait, where the other side is %s', async (_, bad) => {
    connect({ breaker: { resetMs: 400 } });
    other.behave = bad;
    load(2);
    await until('open', 2_000);
    await eventually(() => other.running === 0, { describe: 'calls from before have ended' });
    const before = other.requests.length;
    const startedAt = performance.now();
    await eventually(() => other.requests.length - before >= 3, { describe: 'three resets have passed' });
    const resets = (performance.now() - startedAt) / 400;
    expect(other.requests.length - before).toBeLessThanOrEqual(Math.floor(resets) + 1);
    expect(other.mostRunning).toBeLessThanOrEqual(20);
    other.behave = answering(200);
    await until('closed', 1_000);
    expect((await call()).came).toBe('ok');
  });

  it('closes on an answer only: neither on what was refused, nor on a call that was cut short', async () => {
    connect({ capacity: 1, breaker: { resetMs: 200, volume: 1 } });
    other.behave = silent;
    await call();
    expect(http.state).toBe('open');
    await until('half-open', 1_000);
    const probe = http.call(Answer, { method: 'GET', path: '/', withinMs: 20 });
    for (let n = 0; n < 10; n += 1) await call();
    expect(http.state).toBe('half-open');
    await probe;
    expect(http.state).toBe('open');
  });

  it('does not flap at one failure in a thousand', async () => {
    // Patient: a pause of the machine's is no failure of the other side's.
    connect({ timeoutMs: 10_000, breaker: { windowMs: 2_000 } });
    let asked = 0;
    other.behave = (request, response) => {
      asked += 1;
      answering(asked % 1_000 === 500 ? 500 : 200)(request, response);
    };
    const counts = new Map<string, number>();
    for (let turn = 0; turn < 400; turn += 1) {
      for (const { came } of await Promise.all(Array.from({ length: 10 }, call))) {
        counts.set(came, (counts.get(came) ?? 0) + 1);
      }
    }
    expect(Object.fromEntries(counts)).toEqual({ ok: 3_996, error: 4 });
  });

  it('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    connect();
    for (let n = 0; n < 50; n += 1) await call();
    other.behave = answering(500);
    for (let n = 0; n < 60; n += 1) await call();
    expect(http.state).toBe('open');
    await http.close();
    await eventually(() => timers() <= before, { describe: 'no more timers than before' });
  });

  describe('and bulkhead', () => {
    /** The same calls with nothing but a timeout. */
    const unguarded = async (): Promise<Made[]> => {
      const pool = new Pool(other.url, { connections: 1_000 });
      load(2, async () => {
        const startedAt = performance.now();
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        const came = await pool.request({ method: 'GET', path: '/', signal }).then(
          () => 'ok',
          () => 'timeout',
        );
        return { came, took: performance.now() - startedAt, startedAt };
      });
      await untilBegun(250);
      const made = await stopLoad();
      await pool.destroy();
      return made;
    };
    const median = (made: Made[]): number =>
      made.map(({ took }) => took).sort((a, b) => a - b)[made.length >> 1]!;

    it('keep a silent process from holding up whoever asks, and from being asked all the more', async () => {
      other.behave = silent;
      const without = median(await unguarded());
      const mostWithout = other.mostRunning;
      await eventually(() => other.running === 0, { describe: 'the other side is rid of the calls' });
      other.mostRunning = 0;
      connect();
      load(2);
      await untilBegun(250);
      const withThem = median(await stopLoad());

      expect(other.mostRunning).toBeLessThanOrEqual(20);
      expect(mostWithout).toBeGreaterThan(30);
      expect(withThem).toBeLessThan(10);
      expect(without).toBeGreaterThanOrEqual(TIMEOUT_MS - 5);
    });
  });
});

/** Why the bulkhead stands in front of opossum, and calls end before opossum's own timeout. */
describe('opossum by itself', () => {
  const hang = (ms: number) => () => delay(ms, undefined, { ref: false });

  it('opens by refusals for want of room, while all is well', async () => {
    const circuit = new CircuitBreaker(hang(20), { capacity: 1, volumeThreshold: 5 });
    await Promise.allSettled(Array.from({ length: 20 }, () => circuit.fire()));
    expect(circuit.opened).toBe(true);
    circuit.shutdown();
  });

  it('closes by refusals that are filtered, on no evidence', async () => {
    const circuit = new CircuitBreaker(() => Promise.reject(new Error('bad')), {
      capacity: 0,
      resetTimeout: 10,
      errorFilter: (error: { code?: string }) => error.code === 'ESEMLOCKED',
    });
    circuit.open();
    await eventually(() => circuit.halfOpen, { describe: 'it is half open' });
    await circuit.fire().catch(() => undefined);
    expect(circuit.closed).toBe(true);
    circuit.shutdown();
  });

  it('frees the room of a call that timed out and runs on', async () => {
    let running = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (running += 1));
      await hang(300)();
      running -= 1;
    };
    const circuit = new CircuitBreaker(work, { capacity: 5, timeout: 10, volumeThreshold: 1_000 });
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.allSettled(Array.from({ length: 5 }, () => circuit.fire()));
    }
    expect(most).toBe(25);
    circuit.shutdown();
  });
});
