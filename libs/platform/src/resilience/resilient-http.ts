import type { Registry } from 'prom-client';
import type { z } from 'zod';
import type { ServiceTokenIssuer } from '../auth/service-token-issuer.ts';
import type { ReadinessCheck } from '../operations/index.ts';
import { Unavailable, type Reason } from './unavailable.ts';

export interface ResilientHttpSettings {
  /** Of the process that is called; the audience of service tokens. */
  name: string;
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
  breaker?: { resetTimeoutMs?: number; windowMs?: number; volumeThreshold?: number };
}

/** What a client of a service is given by whoever wires it. */
export type ServiceClientSettings = Pick<ResilientHttpSettings, 'baseUrl' | 'registry'> &
  Required<Pick<ResilientHttpSettings, 'serviceToken'>>;

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash. */
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  /** Sent as JSON. */
  body?: object;
  headers?: Readonly<Record<string, string>>;
  /** Milliseconds, where this call is to be waited for less long than others. */
  withinMs?: number;
  /** Whether it does no harm to ask twice; true for GET unless told. */
  idempotent?: boolean;
}

/** An answer below 500; `body` is undefined where there was none or it was no JSON. */
export interface Reply {
  status: number;
  body: unknown;
}

export type CallResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; failure: { code: 'unavailable'; reason: Reason; detail: string } };

/** @throws Unavailable, for callers whose port has no words for it */
export const valueOrThrow = <Value>(result: CallResult<Value>): Value => {
  if (result.ok) return result.value;
  throw new Unavailable(result.failure.reason, result.failure.detail);
};

/** Calls to one other process. */
export class ResilientHttp {
  readonly name: string;

  constructor(settings: ResilientHttpSettings) {
    this.name = settings.name;
  }

  /** The body of a 2xx that fits the schema. */
  call<Value>(_schema: z.ZodType<Value>, _request: Call): Promise<CallResult<Value>> {
    throw new Error('not yet');
  }

  /**
   * What `read` makes of an answer below 500, for calls whose statuses have a meaning.
   * @param read answers undefined for what it can't make sense of, which counts as a failure of the other side
   */
  exchange<Value>(_call: Call, _read: (reply: Reply) => Value | undefined): Promise<CallResult<Value>> {
    throw new Error('not yet');
  }

  /** `closed`, `half-open` or `open`. */
  get state(): string {
    return 'closed';
  }

  async close(): Promise<void> {}
}

/** The state of the breakers among the readiness checks: to be seen, and never a reason to be not ready. */
export const breakerDetails = (...https: readonly ResilientHttp[]): ReadinessCheck => ({
  name: 'breakers',
  check: async () => Object.fromEntries(https.map((http) => [http.name, http.state])),
});
