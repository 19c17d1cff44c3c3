import { startShop, type StartedShop } from '@twinshop/local';
import { Pool, type Dispatcher } from 'undici';
import { Names } from './names.ts';

const DEADLINE_MS = 20_000;

/** What a client may rely on; the rest (connection, date, server) belongs to the way that the answer took. */
const COMPARED_HEADERS = [
  'allow',
  'cache-control',
  'content-type',
  'idempotency-replayed',
  'location',
  'retry-after',
  'www-authenticate',
  'x-content-type-options',
];
const REQUEST_ID = /^[\x21-\x7e]{8,128}$/;
const SERVED_BY = /^[a-z][a-z0-9-]*\/[A-Za-z0-9._-]+$/;

export interface Call {
  /** Who sends it: a name that a session is kept under; nobody in particular without. */
  readonly as?: string;
  /** Sent as JSON; `$name` in it, as in the path, stands for the id that is kept under the name. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

/** One of two shops that play the same script, and what it answered. */
export class Twin {
  readonly shop: StartedShop;
  readonly names = new Names();
  /** Ids, tokens and cursors that later steps need, by the name that the script gives them. */
  readonly kept = new Map<string, string>();
  readonly #http: Pool;
  #transcript: unknown[] = [];

  private constructor(shop: StartedShop) {
    this.shop = shop;
    this.#http = new Pool(shop.publicUrl, { connections: 16 });
  }

  static async start(topology: string): Promise<Twin> {
    return new Twin(await startShop({ topology }));
  }

  async stop(): Promise<void> {
    await this.#http.close();
    await this.shop.stop();
  }

  /** Puts something into the transcript, to be held against what the other twin says. */
  note(what: unknown): void {
    this.#transcript.push(this.names.normalised(what));
  }

  /** What was noted since the last time. */
  takeTranscript(): unknown[] {
    const taken = this.#transcript;
    this.#transcript = [];
    return taken;
  }

  /** Sends a request and notes its answer. */
  async call(method: string, path: string, call: Call = {}): Promise<Answer> {
    const answer = await this.send(method, path, call);
    this.note({ answer: `${method} ${path}`, ...comparable(answer) });
    return answer;
  }

  /** Sends a request; what comes back is only the script's. The path goes out exactly as it is written. */
  async send(method: string, path: string, call: Call = {}): Promise<Answer> {
    const token = call.as === undefined ? undefined : this.#named(call.as);
    const isJson = call.json !== undefined;
    const reply = await this.#http.request({
      method: method as Dispatcher.HttpMethod,
      path: this.filled(path),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(isJson && { 'content-type': 'application/json' }),
        ...call.headers,
      },
      body: isJson ? this.filled(JSON.stringify(call.json)) : (call.raw ?? null),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const text = await reply.body.text();
    const type = String(reply.headers['content-type'] ?? '');
    const body: unknown = /[/+]json\b/.test(type) && text !== '' ? JSON.parse(text) : text;
    return { status: reply.statusCode, headers: reply.headers, body };
  }

  /** `$name` replaced by what is kept under the name. */
  filled(text: string): string {
    return text.replaceAll(/\$([a-z]\w*)/gi, (_, name: string) => this.#named(name));
  }

  keep(name: string, value: unknown): void {
    if (typeof value !== 'string') throw new Error(`There is no ${name} to keep: ${JSON.stringify(value)}`);
    this.kept.set(name, value);
  }

  #named(name: string): string {
    const value = this.kept.get(name);
    if (value === undefined) throw new Error(`An earlier step should have kept ${name}`);
    return value;
  }
}

const comparable = ({ status, headers, body }: Answer) => ({
  status,
  headers: Object.fromEntries(COMPARED_HEADERS.map((name) => [name, headers[name]])),
  hasRequestId: REQUEST_ID.test(String(headers['x-request-id'])),
  hasServedBy: SERVED_BY.test(String(headers['x-served-by'])),
  body,
});
