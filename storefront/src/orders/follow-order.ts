import { EventSourceParserStream } from 'eventsource-parser/stream';
import { isPassing, isProblem } from '../api/problem.ts';
import type { Order } from '../api/types.ts';

/** Where an order's news come from. */
export interface OrderSource {
  /** The body of the order's server-sent events. */
  open(signal: AbortSignal): Promise<ReadableStream<Uint8Array> | null>;
  read(signal: AbortSignal): Promise<Order>;
}

export interface Patience {
  /** Streams that fail in a row before only polling is left. */
  streams: number;
  /** Milliseconds without news after which a stream is taken for dead. */
  silence: number;
  /** Milliseconds between two polls, and before a stream is opened again. */
  pause: number;
}

const usual: Patience = { streams: 3, silence: 15_000, pause: 2_000 };

/**
 * Yields the order at each change until it is no longer pending. Listens to its events, opens them again when they
 * break off, and polls where they can't be had. Throws what will not pass: a session that ended, an order that is not there.
 */
export async function* followOrder(
  source: OrderSource,
  signal: AbortSignal,
  patience: Patience = usual,
): AsyncGenerator<Order, void> {
  let failedStreams = 0;
  while (!signal.aborted) {
    const listening = failedStreams < patience.streams;
    if (listening) {
      let news = false;
      for await (const order of listen(source, signal, patience.silence)) {
        news = true;
        yield order;
        if (order.status !== 'pending') return;
      }
      failedStreams = news ? 0 : failedStreams + 1;
    }
    const order = await tryToRead(source, signal);
    if (order !== null) {
      yield order;
      if (order.status !== 'pending') return;
    }
    await pause(patience.pause, signal);
  }
}

/** The orders of one stream; it simply ends when the stream breaks, stalls or can't be opened. */
async function* listen(
  source: OrderSource,
  signal: AbortSignal,
  silence: number,
): AsyncGenerator<Order, void> {
  const stalled = new AbortController();
  let watch = setTimeout(() => stalled.abort(), silence);
  try {
    const body = await source.open(AbortSignal.any([signal, stalled.signal]));
    if (body === null) return;
    const events = body
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
      .pipeThrough(new EventSourceParserStream());
    const reader = events.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(() => stalled.abort(), silence);
      if (value.event === 'status') yield JSON.parse(value.data) as Order;
    }
  } catch (error) {
    if (isProblem(error, 'unauthenticated') || isProblem(error, 'order_not_found')) throw error;
  } finally {
    clearTimeout(watch);
    stalled.abort();
  }
}

async function tryToRead(source: OrderSource, signal: AbortSignal): Promise<Order | null> {
  try {
    return await source.read(signal);
  } catch (error) {
    if (isPassing(error)) return null;
    throw error;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
