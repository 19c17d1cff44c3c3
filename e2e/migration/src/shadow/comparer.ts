import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareUntilEqual, type Comparison } from './compare-until-equal.ts';
import { readOf, type Read } from './read.ts';
import { Replicas } from './replicas.ts';
import { Tally, type Comparisons, type Unexplained } from './tally.ts';
import { WaitingRoom, type Room } from './waiting-room.ts';

export interface ComparerOptions {
  /** The replicas of the process that customers are answered by, as in `http://127.0.0.1:15000`. */
  old: readonly string[];
  /** Those of the one that stands by. */
  fresh: readonly string[];
  /** Milliseconds for one answer; a second by default. */
  answerWithinMs?: number;
  /** Milliseconds after which both should have given the same answer; two seconds by default. */
  agreeWithinMs?: number;
  /** For copies of requests; two at a time by default, for customers come in bursts, and 256 waiting. */
  room?: Room;
}

/** Compares what two processes answer to the same reads, and counts. */
export interface Comparer {
  /** Where it takes copies of requests; its `host` is what a gateway's mirror leads to. */
  url: string;
  /** Undefined where it is closed meanwhile. */
  compare(read: Read): Promise<Comparison | undefined>;
  counts(): Comparisons;
  /** The first twenty reads that were answered differently to the end. */
  unexplained(): readonly Unexplained[];
  /** Gives up what is under way, uncounted. */
  close(): Promise<void>;
}

/**
 * A parallel run's judge: takes copies of requests, answers them at once and unread, and asks both processes afterwards. Only
 * what customers read is asked for: it can't cause a write or a payment.
 */
export async function startComparer({
  old,
  fresh,
  answerWithinMs = 1_000,
  agreeWithinMs = 2_000,
  room = { atATime: 2, waiting: 256 },
}: ComparerOptions): Promise<Comparer> {
  const sides = { old: new Replicas(old, answerWithinMs), fresh: new Replicas(fresh, answerWithinMs) };
  const closing = new AbortController();
  const tally = new Tally();

  const compare = async (read: Read): Promise<Comparison | undefined> => {
    const limits = { withinMs: agreeWithinMs, signal: closing.signal };
    const comparison = await compareUntilEqual(read, sides, limits);
    if (comparison !== undefined) tally.note(comparison);
    return comparison;
  };
  const copies = new WaitingRoom(room, compare);

  // The gateway keeps an idle connection for 60 s: the side that opened it is the one to close it.
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    response.writeHead(204).end();
    const read = readOf(request.method!, request.url!, request.headers.authorization);
    if (read === undefined) tally.refuse();
    else if (!copies.enter(read)) tally.drop();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  const end = async (): Promise<void> => {
    closing.abort();
    copies.close();
    server.close();
    server.closeAllConnections();
    await Promise.all([once(server, 'close'), sides.old.close(), sides.fresh.close()]);
  };
  let ended: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    compare,
    counts: () => tally.counts(),
    unexplained: () => tally.unexplained(),
    close: () => (ended ??= end()),
  };
}
