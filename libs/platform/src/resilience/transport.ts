import { errors, Pool } from 'undici';
import type { Call, Reply } from './call.ts';
import { Unavailable } from './unavailable.ts';

const LONGEST_CONNECT_MS = 1_000;

/** Answers that are no HTTP, or longer than they may be. */
const makesNoSense = (error: unknown): boolean =>
  error instanceof errors.HTTPParserError ||
  error instanceof errors.HeadersOverflowError ||
  error instanceof errors.ResponseExceededMaxSizeError;

/** Whether no connection came about, so that nothing can have been sent; several addresses fail as an aggregate. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof errors.ConnectTimeoutError ||
  Array.isArray((error as Partial<AggregateError>).errors) ||
  ['connect', 'getaddrinfo'].includes((error as { syscall?: string }).syscall ?? '');

/** HTTP/1.1 over a bounded number of kept connections, one request at a time on each. */
export class Transport {
  private readonly pool: Pool;
  private readonly name: string;

  constructor(settings: {
    name: string;
    baseUrl: string;
    connections: number;
    timeoutMs: number;
    largestReply: number;
  }) {
    this.name = settings.name;
    this.pool = new Pool(settings.baseUrl, {
      connections: settings.connections,
      pipelining: 1,
      connectTimeout: Math.min(LONGEST_CONNECT_MS, settings.timeoutMs),
      // The signal of each call bounds all of it; these would only add timers.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: settings.largestReply,
    });
  }

  /**
   * Settles as soon as `signal` aborts, with its reason; the connection is closed then, so that the other side can tell.
   * @throws Unavailable
   */
  async send(call: Call, headers: Record<string, string>, signal: AbortSignal): Promise<Reply> {
    const request = {
      method: call.method,
      path: call.path + queryOf(call),
      headers,
      signal,
      body: call.body === undefined ? null : JSON.stringify(call.body),
    };
    let status: number;
    let text: string;
    try {
      const reply = await this.pool.request(request);
      status = reply.statusCode;
      text = await reply.body.text();
    } catch (error) {
      throw this.explained(error);
    }
    if (status >= 500) throw new Unavailable('error', `${this.name} answered ${status}`);
    return { status, body: jsonOf(text) };
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  /** A mistake of our own stays what it is. */
  private explained(error: unknown): unknown {
    if (error instanceof Unavailable || error instanceof errors.InvalidArgumentError) return error;
    if (!(error instanceof errors.UndiciError) && !('code' in (error as Error))) return error;
    const reason = isUnreachable(error) ? 'unreachable' : makesNoSense(error) ? 'reply' : 'broken';
    const { message, code } = error as Error & { code?: string };
    return new Unavailable(reason, `${this.name}: ${message || code}`);
  }
}

const queryOf = ({ query = {} }: Call): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given as [string, string][]).toString()}`;
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
