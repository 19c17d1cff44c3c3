import { setTimeout as delay } from 'node:timers/promises';
import type { Order } from '@twinshop/scenarios';
import { EventSourceParserStream } from 'eventsource-parser/stream';

const STREAM_WITHIN_MS = 60_000;
const RECONNECT_AFTER_MS = 50;

/**
 * Follows an order as a browser's `EventSource` would: opens the stream again where it ended or broke off, and says by
 * `Last-Event-ID` what it has heard (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export class OrderEvents {
  readonly heard: Order[] = [];
  /** How often a stream was opened. */
  streams = 0;
  /** Resolves when the order is final. Rejects where a stream is refused, which is for good. */
  readonly ended: Promise<void>;
  readonly #url: string;
  readonly #token: string;
  #lastId: string | undefined;

  constructor(baseUrl: string, token: string, orderId: string) {
    this.#url = `${baseUrl}/api/orders/${orderId}/events`;
    this.#token = token;
    this.ended = this.#listen();
  }

  get statuses(): string[] {
    return this.heard.map(({ status }) => status);
  }

  async #listen(): Promise<void> {
    while ((this.statuses.at(-1) ?? 'pending') === 'pending') {
      if (this.streams > 0) await delay(RECONNECT_AFTER_MS);
      this.streams += 1;
      const answer = await this.#open().catch(() => undefined);
      if (answer === undefined) continue;
      if (answer.status !== 200)
        throw new Error(`GET ${this.#url} answered ${answer.status}: ${await answer.text()}`);
      await this.#hear(answer.body!).catch(() => undefined);
    }
  }

  #open(): Promise<Response> {
    return fetch(this.#url, {
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${this.#token}`,
        ...(this.#lastId !== undefined && { 'last-event-id': this.#lastId }),
      },
      signal: AbortSignal.timeout(STREAM_WITHIN_MS),
    });
  }

  async #hear(body: ReadableStream<Uint8Array>): Promise<void> {
    const events = body
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
      .pipeThrough(new EventSourceParserStream());
    for await (const { id, event, data } of events) {
      this.#lastId = id ?? this.#lastId;
      if (event === 'status') this.heard.push(JSON.parse(data) as Order);
    }
  }
}
