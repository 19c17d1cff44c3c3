import { Pool } from 'undici';

const BROWSE_WITHIN_MS = 5_000;
const ORDER_WITHIN_MS = 20_000;
const CONNECTIONS = 512;

export interface Account {
  email: string;
  password: string;
}

/** What came of a request; without a status where no answer came. */
export type Reply = { kind: 'answer'; status: number; text: string } | { kind: 'none'; why: string };

export interface ShopDoorOptions {
  /**
   * Sends a request again, once, where its connection was closed before its answer began, as browsers do and the clients of
   * many languages: a server may close a kept connection just as a request comes along on it. Only requests that may be made
   * twice, such as those with a key (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2). One attempt a request unless told.
   */
  sendsAgain?: boolean;
}

/** How a request ends whose connection was closed by the other side. */
const CLOSED: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

interface Sent {
  method: 'GET' | 'PUT' | 'POST';
  path: string;
  headers: Record<string, string>;
  body: string | null;
  withinMs: number;
}

/**
 * The shop as its customers know it: its public address. Requests are dispatched by hand, which takes a third of the time that
 * undici's `request` with a signal does: a generator of load has one core for all of them.
 */
export class ShopDoor {
  readonly #pool: Pool;
  readonly #sendsAgain: boolean;
  #sentAgain = 0;

  constructor({ publicUrl }: { publicUrl: string }, { sendsAgain = false }: ShopDoorOptions = {}) {
    this.#sendsAgain = sendsAgain;
    this.#pool = new Pool(publicUrl, {
      connections: CONNECTIONS,
      connectTimeout: BROWSE_WITHIN_MS,
      pipelining: 1,
    });
  }

  /** Requests that were sent twice. */
  get sentAgain(): number {
    return this.#sentAgain;
  }

  get(path: string, token?: string): Promise<Reply> {
    return this.#send('GET', path, { token, withinMs: BROWSE_WITHIN_MS });
  }

  put(path: string, json: unknown, token: string): Promise<Reply> {
    return this.#send('PUT', path, { token, json, withinMs: BROWSE_WITHIN_MS });
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
    method: Sent['method'],
    path: string,
    {
      token,
      key,
      json,
      withinMs,
    }: { token?: string | undefined; key?: string; json?: unknown; withinMs: number },
  ): Promise<Reply> {
    const headers: Record<string, string> = {};
    if (json !== undefined) headers['content-type'] = 'application/json';
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (key !== undefined) headers['idempotency-key'] = key;
    const body = json === undefined ? null : JSON.stringify(json);
    const request = { method, path, headers, body, withinMs };
    const mayBeMadeTwice = method !== 'POST' || key !== undefined;
    const first = await this.#attempt(request);
    if (!first.wasCutOff || !mayBeMadeTwice || !this.#sendsAgain) return first.reply;
    this.#sentAgain += 1;
    return (await this.#attempt(request)).reply;
  }

  #attempt({ withinMs, ...request }: Sent): Promise<{ reply: Reply; wasCutOff: boolean }> {
    const deadlines = { headersTimeout: withinMs, bodyTimeout: withinMs };
    return new Promise((resolve) => {
      const parts: Buffer[] = [];
      let status = 0;
      this.#pool.dispatch(
        { ...request, ...deadlines },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_, statusCode) => void (status = statusCode),
          onResponseData: (_, part) => void parts.push(part),
          onResponseEnd: () =>
            resolve({
              reply: { kind: 'answer', status, text: Buffer.concat(parts).toString() },
              wasCutOff: false,
            }),
          onResponseError: (_, error) =>
            resolve({
              reply: { kind: 'none', why: error.message },
              wasCutOff: status === 0 && CLOSED.has((error as { code?: unknown }).code),
            }),
        },
      );
    });
  }
}
