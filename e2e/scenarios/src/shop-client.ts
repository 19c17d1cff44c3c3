import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { Pool, type Dispatcher } from 'undici';
import { Contract, type OpenApiDocument } from './contract.ts';

const DEADLINE_MS = 20_000;
const SERVED_BY = /^[a-z][a-z0-9-]*\/[A-Za-z0-9._-]+$/;
const REQUEST_ID = /^[\x21-\x7e]{1,200}$/;

export interface Call {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, for what JSON can't say. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where the answer is JSON, else the text. */
  readonly body: Body;
}

/**
 * A customer's way to the shop: HTTP and nothing else. Every answer is held against the shop's own OpenAPI document,
 * and one that breaks it is an Error, whatever the scenario was about.
 */
export class ShopClient {
  readonly #pool: Pool;
  readonly #contract: Contract;
  readonly #token: string | undefined;

  private constructor(pool: Pool, contract: Contract, token?: string) {
    this.#pool = pool;
    this.#contract = contract;
    this.#token = token;
  }

  /** Connects to the shop at `baseUrl` and reads its contract. */
  static async open(baseUrl: string): Promise<ShopClient> {
    const pool = new Pool(baseUrl, {
      connections: 64,
      headersTimeout: DEADLINE_MS,
      bodyTimeout: DEADLINE_MS,
    });
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/api/openapi.json' });
    if (statusCode !== 200) throw new Error(`GET /api/openapi.json answered ${statusCode}`);
    return new ShopClient(pool, new Contract((await body.json()) as OpenApiDocument));
  }

  /** The same shop, asked by someone who sends `token`; nobody in particular without one. */
  as(token: string | undefined): ShopClient {
    return new ShopClient(this.#pool, this.#contract, token);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  get contract(): Contract {
    return this.#contract;
  }

  get<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    return this.call('GET', path, call);
  }

  post<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    return this.call('POST', path, call);
  }

  put<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    return this.call('PUT', path, call);
  }

  patch<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    return this.call('PATCH', path, call);
  }

  delete<Body = unknown>(path: string, call?: Call): Promise<Answer<Body>> {
    return this.call('DELETE', path, call);
  }

  /** Sends `path` exactly as it is written: nothing is normalised, doubled or dotted segments arrive as such. */
  async call<Body = unknown>(method: string, path: string, call: Call = {}): Promise<Answer<Body>> {
    const response = await this.#send(method, path, call);
    const text = await response.body.text();
    const contentType = header(response.headers, 'content-type');
    const isJson = contentType !== undefined && /[/+]json\b/.test(contentType);
    const body = isJson && text !== '' ? (JSON.parse(text) as unknown) : text;
    this.#judge(method, path, response, contentType, body);
    return { status: response.statusCode, headers: response.headers, body: body as Body };
  }

  /**
   * Everything that a stream of server-sent events says until the shop closes it.
   * @throws when it is still open after `withinMs`.
   */
  async events(path: string, withinMs = DEADLINE_MS): Promise<EventSourceMessage[]> {
    const response = await this.#send('GET', path, { headers: { accept: 'text/event-stream' } }, withinMs);
    const contentType = header(response.headers, 'content-type');
    const events: EventSourceMessage[] = [];
    const parser = createParser({ onEvent: (event) => events.push(event) });
    response.body.setEncoding('utf8');
    for await (const chunk of response.body) parser.feed(chunk as string);
    this.#judge('GET', path, response, contentType, undefined);
    if (response.statusCode !== 200) throw new Error(`GET ${path} answered ${response.statusCode}`);
    return events;
  }

  #send(method: string, path: string, call: Call, withinMs = DEADLINE_MS): Promise<Dispatcher.ResponseData> {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(call.query ?? {})) query.set(name, String(value));
    const isJson = call.json !== undefined;
    return this.#pool.request({
      method: method as Dispatcher.HttpMethod,
      path: query.size === 0 ? path : `${path}?${query}`,
      headers: {
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        ...(isJson && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: isJson ? JSON.stringify(call.json) : (call.raw ?? null),
      signal: AbortSignal.timeout(withinMs),
    });
  }

  #judge(
    method: string,
    path: string,
    { statusCode: status, headers }: Dispatcher.ResponseData,
    contentType: string | undefined,
    body: unknown,
  ): void {
    const faults = [
      REQUEST_ID.test(header(headers, 'x-request-id') ?? '') ? undefined : 'it has no X-Request-Id',
      SERVED_BY.test(header(headers, 'x-served-by') ?? '')
        ? undefined
        : 'it has no X-Served-By: <app>/<instance>',
      method === 'HEAD' ? undefined : this.#contract.violation({ method, path, status, contentType, body }),
      status >= 400 && method !== 'HEAD' ? problemFault(status, body) : undefined,
    ].filter((fault) => fault !== undefined);
    if (faults.length > 0) {
      throw new Error(
        `${method} ${path} answered ${status} and broke the contract:\n  ${faults.join('\n  ')}`,
      );
    }
  }
}

function header(headers: Dispatcher.ResponseData['headers'], name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function problemFault(status: number, body: unknown): string | undefined {
  const { type, title, status: said, code, detail } = (body ?? {}) as Record<string, unknown>;
  const complete = [type, title, detail].every((text) => typeof text === 'string' && text !== '');
  const coded = typeof code === 'string' && /^[a-z]+(_[a-z]+)*$/.test(code);
  return complete && coded && said === status ? undefined : `its problem document is ${JSON.stringify(body)}`;
}
