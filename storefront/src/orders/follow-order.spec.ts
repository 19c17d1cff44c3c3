import { describe, expect, it } from '@jest/globals';
import { NoAnswer, Problem } from '../api/problem.ts';
import type { Order, OrderStatus } from '../api/types.ts';
import { followOrder } from './follow-order.ts';
import type { OrderSource } from './follow-order.ts';

const patience = { streams: 3, silence: 50, pause: 1 };

function order(status: OrderStatus): Order {
  const at = '2026-01-01T00:00:00Z';
  return {
    id: 'o1',
    status,
    items: [],
    total: { amount: 0, currency: 'GBP' },
    failure: null,
    createdAt: at,
    updatedAt: at,
  };
}

/** A stream of these chunks; it stays open, silent, until its reader gives up where `open` is set. */
function stream(chunks: string[], signal: AbortSignal, { open = false } = {}): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (open) signal.addEventListener('abort', () => controller.error(signal.reason));
      else controller.close();
    },
  });
}

const event = (status: OrderStatus) => `event: status\ndata: ${JSON.stringify(order(status))}\n\n`;

/** Opens the given streams in turn, then fails; reads the given orders in turn, the last one for ever. */
function sourceOf(script: {
  streams?: ((signal: AbortSignal) => ReadableStream<Uint8Array>)[];
  reads?: (Order | Error)[];
}) {
  const calls = { open: 0, read: 0 };
  const source: OrderSource = {
    open(signal) {
      const next = (script.streams ?? [])[calls.open++];
      return next ? Promise.resolve(next(signal)) : Promise.reject(new NoAnswer('no stream'));
    },
    read() {
      const reads = script.reads ?? [order('pending')];
      const next = reads[Math.min(calls.read++, reads.length - 1)] as Order | Error;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  };
  return { source, calls };
}

async function statuses(source: OrderSource, signal = new AbortController().signal): Promise<OrderStatus[]> {
  const seen: OrderStatus[] = [];
  for await (const next of followOrder(source, signal, patience)) seen.push(next.status);
  return seen;
}

describe('following an order', () => {
  it('yields each status of the stream and ends with the final one', async () => {
    const { source, calls } = sourceOf({
      streams: [(s) => stream([event('pending'), event('confirmed')], s)],
    });
    expect(await statuses(source)).toEqual(['pending', 'confirmed']);
    expect(calls).toEqual({ open: 1, read: 0 });
  });

  it('puts together an event that arrives in pieces, between comments and unknown events', async () => {
    const text = `: hello\n\nevent: weather\ndata: rain\n\n${event('rejected')}`;
    const { source } = sourceOf({ streams: [(s) => stream([...text], s)] });
    expect(await statuses(source)).toEqual(['rejected']);
  });

  it('opens the stream again when it breaks off', async () => {
    const { source, calls } = sourceOf({
      streams: [(s) => stream([event('pending')], s), (s) => stream([event('confirmed')], s)],
    });
    expect((await statuses(source)).at(-1)).toBe('confirmed');
    expect(calls.open).toBe(2);
  });

  it('asks for the order when a stream ends without a final status', async () => {
    const { source } = sourceOf({ streams: [(s) => stream([], s)], reads: [order('confirmed')] });
    expect(await statuses(source)).toEqual(['confirmed']);
  });

  it('gives up a stream that has gone silent', async () => {
    const { source } = sourceOf({
      streams: [(s) => stream([event('pending')], s, { open: true })],
      reads: [order('confirmed')],
    });
    expect(await statuses(source)).toEqual(['pending', 'confirmed']);
  });

  it('falls back to polling where there is no stream, and bears polls that fail', async () => {
    const pending = order('pending');
    const reads = [pending, pending, new NoAnswer('gone'), pending, pending, order('confirmed')];
    const { source, calls } = sourceOf({ reads });
    expect((await statuses(source)).at(-1)).toBe('confirmed');
    expect(calls).toEqual({ open: patience.streams, read: reads.length });
  });

  it('ends with the problem when the session has ended', async () => {
    const ended = new Problem({ status: 401, code: 'unauthenticated', detail: '' });
    const { source } = sourceOf({ reads: [ended] });
    await expect(statuses(source)).rejects.toBe(ended);
  });

  it('stops when nobody looks any more', async () => {
    const left = new AbortController();
    const { source } = sourceOf({});
    const watching = followOrder(source, left.signal, patience);
    await watching.next();
    left.abort();
    expect((await watching.next()).done).toBe(true);
  });
});
