import type { Reason } from './unavailable.ts';

/** One question to another process. */
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
  /** Whether it does no harm to ask twice; unless told, true for GET only. */
  idempotent?: boolean;
  /** Whether it goes on though nobody waits for it any more, as what has an effect had better; false unless told. */
  outlivesCaller?: boolean;
}

/** An answer below 500; `body` is undefined where there was none or it was no JSON. */
export interface Reply {
  status: number;
  body: unknown;
}

/** A `Result` that also tells why, for those to whom it matters whether anything was sent. */
export type CallResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; failure: { code: 'unavailable'; reason: Reason; detail: string } };
