import { setTimeout as delay } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import type { z } from 'zod';
import type { ServiceTokenIssuer } from '../auth/service-token-issuer.ts';
import { SERVICE_TOKEN_HEADER } from '../auth/service-token.ts';
import type { ReadinessCheck } from '../operations/index.ts';
import {
  CORRELATION_HEADER,
  currentTrace,
  DEADLINE_HEADER,
  nextTraceparent,
  TRACEPARENT_HEADER,
  type Caller,
} from '../tracing/index.ts';
import { Breaker, type BreakerSettings, type BreakerState } from './breaker.ts';
import type { Call, CallResult, Reply } from './call.ts';
import { CallMetrics, type Called } from './call-metrics.ts';
import { Patience } from './patience.ts';
import { Transport } from './transport.ts';
import { Unavailable, type Reason } from './unavailable.ts';

export interface ResilientHttpSettings {
  /** Of the process that is called; the audience of service tokens. */
  name: string;
  /** Origin only, without a path. */
  baseUrl: string;
  /** Milliseconds that an answer is waited for, body included. */
  timeoutMs: number;
  /** Calls that may run at once; also the most connections. */
  capacity: number;
  /** Where the calls are counted. */
  registry?: Registry | undefined;
  /** With one, calls carry a service token, the deadline and the trace; without, nothing that is the shop's own. */
  serviceToken?: ServiceTokenIssuer | undefined;
  /** Bytes of the longest answer that is read; 1 MiB unless told. */
  largestReply?: number;
  breaker?: Pick<BreakerSettings, 'resetMs' | 'windowMs' | 'volume'>;
}

/** What a client of a service is given by whoever wires it. */
export type ServiceClientSettings = Pick<ResilientHttpSettings, 'baseUrl' | 'registry'> &
  Required<Pick<ResilientHttpSettings, 'serviceToken'>>;

/** Left of a caller's time for what happens to the answer here. */
const MARGIN_MS = 10;
const MOST_ATTEMPTS = 2;
const PAUSE_MS = 20;
const MEBIBYTE = 1024 * 1024;

const UNSENT: ReadonlySet<Reason> = new Set<Reason>(['open', 'full', 'unreachable']);

/**
 * Calls to one other process: within the caller's deadline, through a bulkhead and a circuit breaker, asked again where
 * that is safe. Expected failures are results; nothing but bugs throws.
 * (Timeouts, circuit breakers and bulkheads as in M. Nygard, Release It!, 2nd edition, chapter 5.)
 */
export class ResilientHttp implements Called {
  readonly name: string;
  readonly capacity: number;
  private readonly timeoutMs: number;
  private readonly serviceToken: ServiceTokenIssuer | undefined;
  private readonly transport: Transport;
  private readonly breaker: Breaker;
  private readonly metrics: CallMetrics | undefined;

  constructor(settings: ResilientHttpSettings) {
    const { name, baseUrl, timeoutMs, capacity } = settings;
    this.name = name;
    this.capacity = capacity;
    this.timeoutMs = timeoutMs;
    this.serviceToken = settings.serviceToken;
    const largestReply = settings.largestReply ?? MEBIBYTE;
    this.transport = new Transport({ name, baseUrl, connections: capacity, timeoutMs, largestReply });
    this.breaker = new Breaker({ name, timeoutMs, capacity, ...settings.breaker });
    this.metrics = settings.registry === undefined ? undefined : CallMetrics.of(settings.registry);
    this.metrics?.watch(this);
  }

  get state(): BreakerState {
    return this.breaker.state;
  }

  /** Calls that run now. */
  get running(): number {
    return this.breaker.running;
  }

  /** The body of an answer of 2xx that fits the schema. */
  async call<Value>(schema: z.ZodType<Value>, call: Call): Promise<CallResult<Value>> {
    const result = await this.exchange(call, ({ status, body }): { value: Value } | 'refused' | undefined => {
      if (status >= 300) return 'refused';
      const parsed = schema.safeParse(body);
      return parsed.success ? { value: parsed.data } : undefined;
    });
    if (!result.ok) return result;
    return result.value === 'refused'
      ? failed('refused', `${this.name} refused ${call.method} ${call.path}`)
      : { ok: true, value: result.value.value };
  }

  /**
   * What `read` makes of an answer below 500, for calls whose statuses have a meaning.
   * @param read answers undefined for what it can't make sense of, which counts as a failure of the other side
   */
  async exchange<Value>(call: Call, read: (reply: Reply) => Value | undefined): Promise<CallResult<Value>> {
    const startedAt = performance.now();
    let status = 0;
    const result = await this.persist(call, (reply) => {
      status = reply.status;
      return read(reply);
    });
    const outcome = !result.ok ? result.failure.reason : status < 400 ? 'ok' : 'refused';
    this.metrics?.observe(this.name, outcome, performance.now() - startedAt);
    return result;
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    this.metrics?.forget(this);
    this.breaker.close();
    await this.transport.close();
  }

  private async persist<Value>(
    call: Call,
    read: (reply: Reply) => Value | undefined,
  ): Promise<CallResult<Value>> {
    const caller = call.outlivesCaller === true ? undefined : currentTrace()?.caller;
    const ownMs = Math.min(call.withinMs ?? this.timeoutMs, this.timeoutMs);
    const callersMs = (caller?.remainingMs() ?? Infinity) - MARGIN_MS;
    const time: Time = {
      endsAt: performance.now() + Math.min(ownMs, callersMs),
      reason: callersMs < ownMs ? 'deadline' : 'timeout',
      caller,
    };
    let failure: Unavailable | undefined;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return { ok: true, value: await this.ask(call, read, time) };
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        // What was sent once may have been heard, whatever becomes of the second attempt.
        failure = failure === undefined || !UNSENT.has(error.reason) ? error : failure;
        const pauseMs = PAUSE_MS * (0.5 + Math.random());
        if (attempt === MOST_ATTEMPTS || !isSafeToRepeat(call, error) || msLeft(time) <= pauseMs) {
          return failed(failure.reason, failure.message);
        }
        await delay(pauseMs);
      }
    }
  }

  private async ask<Value>(
    call: Call,
    read: (reply: Reply) => Value | undefined,
    time: Time,
  ): Promise<Value> {
    const headers = await this.headersFor(call);
    const leftMs = msLeft(time);
    if (leftMs < 1 || time.caller?.hasGivenUp() === true) {
      throw new Unavailable('deadline', `${this.name}: there is no time left to ask`);
    }
    return this.breaker.run(async () => {
      const patience = new Patience({
        leftMs,
        reason: time.reason,
        fairMs: this.timeoutMs / 2,
        gone: time.caller?.gone,
        what: this.name,
      });
      if (this.serviceToken !== undefined) headers[DEADLINE_HEADER] = String(Math.floor(leftMs));
      try {
        const value = read(await this.transport.send(call, headers, patience.signal));
        if (value === undefined) throw new Unavailable('reply', `${this.name}: the answer makes no sense`);
        return value;
      } finally {
        patience.end();
      }
    });
  }

  private async headersFor(call: Call): Promise<Record<string, string>> {
    const headers: Record<string, string> = { ...call.headers };
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    if (this.serviceToken === undefined) return headers;
    const trace = currentTrace();
    headers[SERVICE_TOKEN_HEADER] = await this.serviceToken.tokenFor(this.name);
    headers[TRACEPARENT_HEADER] = nextTraceparent(trace?.traceparent);
    if (trace !== undefined) headers[CORRELATION_HEADER] = trace.correlationId;
    return headers;
  }
}

interface Time {
  /** as `performance.now()` tells it */
  endsAt: number;
  /** What it means when that has passed. */
  reason: 'timeout' | 'deadline';
  caller: Caller | undefined;
}

const msLeft = ({ endsAt }: Time): number => endsAt - performance.now();

const failed = (reason: Reason, detail: string): CallResult<never> => ({
  ok: false,
  failure: { code: 'unavailable', reason, detail },
});

/** What never left can be sent again; what may have been heard, only where hearing it twice does no harm. */
const isSafeToRepeat = ({ idempotent, method }: Call, { reason }: Unavailable): boolean =>
  reason === 'unreachable' || (reason === 'broken' && (idempotent ?? method === 'GET'));

/** The state of breakers among the readiness checks: to be seen, and never a reason to be not ready. */
export const breakerDetails = (...called: readonly Called[]): ReadinessCheck => ({
  name: 'breakers',
  check: async () => Object.fromEntries(called.map(({ name, state }) => [name, state])),
});
