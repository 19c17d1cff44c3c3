import { randomUUID } from 'node:crypto';
import { DEADLINE_HEADER } from '@twinshop/platform/tracing';
import { Pool } from 'undici';
import type { Read } from './read.ts';

export type Answer =
  | { kind: 'answer'; status: number; headers: Record<string, unknown>; body: unknown }
  /** None came. */
  | { kind: 'none'; why: string };

const CONNECTIONS = 16;
/** Says nothing of what is asked for: on a busy machine, one of two may be short of a connection to its database. */
const CANNOT_ANSWER_NOW = 503;

/** The replicas of a process, asked in turn and directly, past the gateway. */
export class Replicas {
  readonly #replicas: readonly { pool: Pool; base: string }[];
  readonly #withinMs: number;
  #asked = 0;

  /** @param withinMs milliseconds that an answer may take */
  constructor(urls: readonly string[], withinMs: number) {
    if (urls.length === 0) throw new Error('There is no replica to be asked.');
    this.#replicas = urls.map((url) => {
      const { origin, pathname } = new URL(url);
      const pool = new Pool(origin, { connections: CONNECTIONS, connectTimeout: withinMs, pipelining: 1 });
      return { pool, base: pathname.replace(/\/$/, '') };
    });
    this.#withinMs = withinMs;
  }

  async ask({ path, headersOnly, authorization }: Read): Promise<Answer> {
    const { pool, base } = this.#replicas[this.#asked++ % this.#replicas.length]!;
    try {
      const { statusCode, headers, body } = await pool.request({
        method: headersOnly ? 'HEAD' : 'GET',
        path: `${base}${path}`,
        headers: {
          'x-request-id': `shadow-${randomUUID()}`,
          [DEADLINE_HEADER]: String(this.#withinMs),
          ...(authorization !== undefined && { authorization }),
        },
        signal: AbortSignal.timeout(this.#withinMs),
      });
      const text = await body.text();
      if (statusCode === CANNOT_ANSWER_NOW) return { kind: 'none', why: `it answered ${statusCode}` };
      return { kind: 'answer', status: statusCode, headers, body: read(text) };
    } catch (error) {
      return { kind: 'none', why: (error as Error).message };
    }
  }

  /** Cuts off what is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#replicas.map(({ pool }) => pool.destroy()));
  }
}

/** What is no JSON is compared as text. */
function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
