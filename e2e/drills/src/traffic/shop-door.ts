import { Pool } from 'undici';
import type { ShopOnStage } from '../faults/stage.ts';

const BROWSE_WITHIN_MS = 5_000;
const ORDER_WITHIN_MS = 20_000;
const CONNECTIONS = 512;

export interface Account {
  email: string;
  password: string;
}

/** What came of a request; without a status where no answer came. */
export type Reply = { kind: 'answer'; status: number; text: string } | { kind: 'none'; why: string };

/** The shop as its customers know it: its public address, and one attempt a request. */
export class ShopDoor {
  readonly #pool: Pool;

  constructor({ publicUrl }: Pick<ShopOnStage, 'publicUrl'>) {
    this.#pool = new Pool(publicUrl, {
      connections: CONNECTIONS,
      connectTimeout: BROWSE_WITHIN_MS,
      pipelining: 1,
    });
  }

  get(path: string, token?: string): Promise<Reply> {
    return this.#send('GET', path, { token, withinMs: BROWSE_WITHIN_MS });
  }

  post(path: string, json: unknown, who: { token?: string; key?: string } = {}): Promise<Reply> {
    return this.#send('POST', path, { ...who, json, withinMs: ORDER_WITHIN_MS });
  }

  /** @throws Error when it is not answered with the wanted status */
  async expect<Body>(wanted: number, reply: Promise<Reply>): Promise<Body> {
    const answer = await reply;
    if (answer.kind === 'none') throw new Error(`The shop did not answer: ${answer.why}`);
    if (answer.status === wanted) return JSON.parse(answer.text) as Body;
    throw new Error(`The shop answered ${answer.status} instead of ${wanted}: ${answer.text}`);
  }

  async signIn({ email, password }: Account): Promise<string> {
    const session = await this.expect<{ accessToken: string }>(
      201,
      this.post('/api/sessions', { email, password }),
    );
    return session.accessToken;
  }

  /** Cuts off what is under way. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    {
      token,
      key,
      json,
      withinMs,
    }: { token?: string | undefined; key?: string; json?: unknown; withinMs: number },
  ): Promise<Reply> {
    try {
      const { statusCode, body } = await this.#pool.request({
        method,
        path,
        headers: {
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(key !== undefined && { 'idempotency-key': key }),
        },
        body: json === undefined ? null : JSON.stringify(json),
        signal: AbortSignal.timeout(withinMs),
      });
      return { kind: 'answer', status: statusCode, text: await body.text() };
    } catch (error) {
      return { kind: 'none', why: (error as Error).message };
    }
  }
}
