import { setTimeout as wait } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { Pool, type Dispatcher } from 'undici';
import { RefusedError } from '../refusal.ts';

/** An answer below 500. `body` is the parsed JSON, undefined for none. */
export type Answer = { status: number; body: unknown; replayed: boolean };

export type Call = {
  method: 'GET' | 'POST';
  path: string;
  token?: string;
  idempotencyKey?: string;
  json?: unknown;
  /** Makes the body anew for each attempt. */
  stream?: { type: string; open: () => Readable };
  /** How long one attempt may take, in milliseconds. */
  attemptMs?: number;
  /** How long it is repeated, in milliseconds, where that is not as long as for other calls. */
  patienceMs?: number;
};

const ATTEMPT_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * HTTP to one server over connections that are kept. A lost answer, a 5xx and a 429 are repeated, unchanged and with the
 * same key, until the deadline; so only what may be repeated is called through it.
 */
export class HttpApi {
  readonly baseUrl: string;
  readonly #pool: Pool;
  readonly #prefix: string;
  readonly #patienceMs: number;
  readonly #repeated: Record<string, number> = {};

  /** @param patienceMs how long a call is repeated before the server counts as unreachable */
  constructor(baseUrl: string, connections: number, patienceMs = 60_000) {
    const { origin, pathname } = new URL(baseUrl);
    this.baseUrl = baseUrl;
    this.#prefix = pathname.replace(/\/$/, '');
    this.#patienceMs = patienceMs;
    this.#pool = new Pool(origin, { connections, pipelining: 1, connectTimeout: 5_000 });
  }

  /** How many calls had to be made again, by why: a customer who does not would have seen as many failures. */
  get repeated(): Readonly<Record<string, number>> {
    return this.#repeated;
  }

  /** Throws a RefusedError `shop_unreachable` when there was no answer below 500 until the deadline. */
  async call(call: Call): Promise<Answer> {
    const patienceMs = call.patienceMs ?? this.#patienceMs;
    const deadline = Date.now() + patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const { answer, problem = 'no answer', retryAfterMs } = await this.#attempt(call);
      if (answer) return answer;
      this.#repeated[problem] = (this.#repeated[problem] ?? 0) + 1;
      const pauseMs = Math.max(pause, retryAfterMs ?? 0);
      if (Date.now() + pauseMs > deadline) {
        throw new RefusedError(
          'shop_unreachable',
          `${this.baseUrl} gave no good answer to ${call.method} ${call.path} for ${patienceMs / 1000} s (${problem})`,
        );
      }
      await wait(pauseMs);
    }
  }

  /** Fails soon, where every other call would be patient, when there is no shop at the address. */
  async expectShop(): Promise<void> {
    const call = { method: 'GET', path: '/api/categories', patienceMs: 3_000 } as const;
    const { status } = await this.call(call);
    if (status === 200) return;
    throw new RefusedError(
      'shop_unreachable',
      `${this.baseUrl} is no shop: ${call.path} was answered ${status}`,
    );
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #attempt(call: Call): Promise<{ answer?: Answer; problem?: string; retryAfterMs?: number }> {
    try {
      const { statusCode, headers, body } = await this.#pool.request(this.#requestOf(call));
      const text = await body.text();
      if (statusCode >= 500 || statusCode === 429) {
        return {
          problem: `status ${statusCode}`,
          retryAfterMs: Number(headers['retry-after'] ?? 0) * 1000 || 0,
        };
      }
      const replayed = headers['idempotency-replayed'] === 'true';
      return { answer: { status: statusCode, body: parseJson(text), replayed } };
    } catch (error) {
      return { problem: error instanceof Error ? error.message || error.name : String(error) };
    }
  }

  #requestOf(call: Call): Dispatcher.RequestOptions {
    const { method, path, token, idempotencyKey, json, stream, attemptMs = ATTEMPT_MS } = call;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token) headers.authorization = `Bearer ${token}`;
    if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
    if (stream) headers['content-type'] = stream.type;
    else if (json !== undefined) headers['content-type'] = 'application/json';
    return {
      method,
      path: `${this.#prefix}${path}`,
      headers,
      body: stream ? stream.open() : json === undefined ? null : JSON.stringify(json),
      signal: AbortSignal.timeout(attemptMs),
    };
  }
}

/** What is no JSON (another server's page, say) stays text, and is then refused by its shape. */
function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
