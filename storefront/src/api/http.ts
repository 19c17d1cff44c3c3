import { NoAnswer, problemFrom } from './problem.ts';
import type { SessionStore } from './session.ts';

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds until the call is given up. */
  deadline?: number;
}

export interface Http {
  /** The parsed answer. Throws `Problem` for a refusal, `NoAnswer` where none arrived in time. */
  json<T>(path: string, call?: Call): Promise<T>;
  /** The open response, for streams: the deadline is the caller's, through `signal`. */
  open(path: string, call: Call & { signal: AbortSignal }): Promise<Response>;
}

const usualDeadline = 10_000;

/** Talks to the shop as the session's customer. An answer of 401 to a call that carried its token ends the session. */
export function createHttp(session: SessionStore): Http {
  async function send(path: string, call: Call, signal: AbortSignal): Promise<Response> {
    const token = session.current()?.accessToken;
    if (token === undefined) session.end();
    const headers = new Headers(call.headers);
    if (call.body !== undefined) headers.set('Content-Type', 'application/json');
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`);
    const response = await fetch(path, {
      method: call.method ?? 'GET',
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal,
    }).catch((cause: unknown) => {
      if (call.signal?.aborted === true) throw cause;
      throw new NoAnswer('The shop did not answer.', { cause });
    });
    if (response.ok) return response;
    if (response.status === 401 && token !== undefined && session.current()?.accessToken === token)
      session.end();
    throw await problemFrom(response);
  }

  return {
    async json<T>(path: string, call: Call = {}) {
      const deadline = AbortSignal.timeout(call.deadline ?? usualDeadline);
      const signal = call.signal ? AbortSignal.any([call.signal, deadline]) : deadline;
      const response = await send(path, call, signal);
      return (await response.json().catch((cause: unknown) => {
        if (call.signal?.aborted === true) throw cause;
        throw new NoAnswer('The answer broke off.', { cause });
      })) as T;
    },
    open(path, call) {
      return send(path, call, call.signal);
    },
  };
}
