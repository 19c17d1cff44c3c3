import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { Database, isUnavailable, sql, type Transaction } from '../database/index.ts';
import type { Message } from '../messages/index.ts';

/** Effects of messages: run in the transaction in which the inbox notes them; run again after a deadlock. */
export type Effect<Data> = (tx: Transaction, messages: readonly Message<Data>[]) => Promise<void>;

const NOTE = sql(
  'note-in-inbox',
  `INSERT INTO inbox (consumer, event_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id`,
);

const MOST_TOGETHER = 200;

interface Waiting<Data> {
  message: Message<Data>;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Messages that are delivered at least once take effect exactly once: what notes a message and its effect commit
 * together (https://microservices.io/patterns/communication-style/idempotent-consumer.html).
 */
@Injectable()
export class Inbox {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * A handler for one message that shares its transaction with those that arrive while another is under way: alone a
   * message waits for nothing, under load a round trip serves many. Where a batch fails, its halves are tried, so that
   * one that can't be handled fails alone; where the database is away, all of it fails at once.
   *
   * @param consumer names the handler; the same message may be for several
   * @param effect sees each message once; set-based where it can be. What it writes to the outbox names its `cause`:
   *   a batch is part of no trace
   */
  together<Data>(consumer: string, effect: Effect<Data>): (message: Message<Data>) => Promise<void> {
    const waiting: Waiting<Data>[] = [];
    const outside = AsyncLocalStorage.snapshot();
    let running = false;
    const run = async (): Promise<void> => {
      while (waiting.length > 0) await this.settle(consumer, effect, waiting.splice(0, MOST_TOGETHER));
      running = false;
    };
    return (message) =>
      new Promise((resolve, reject) => {
        waiting.push({ message, resolve, reject });
        if (running) return;
        running = true;
        setImmediate(() => outside(() => void run()));
      });
  }

  private async settle<Data>(consumer: string, effect: Effect<Data>, batch: Waiting<Data>[]): Promise<void> {
    try {
      await this.once(
        consumer,
        effect,
        batch.map(({ message }) => message),
      );
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1 || isUnavailable(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const half = batch.length >> 1;
      await this.settle(consumer, effect, batch.slice(0, half));
      await this.settle(consumer, effect, batch.slice(half));
    }
  }

  private once<Data>(
    consumer: string,
    effect: Effect<Data>,
    messages: readonly Message<Data>[],
  ): Promise<void> {
    // In one order, so that two processes that note the same messages don't wait for each other.
    const eventIds = messages.map(({ eventId }) => eventId).sort();
    return this.database.transaction(async (tx) => {
      const noted = await tx.query<{ event_id: string }>(NOTE, [consumer, eventIds]);
      const fresh = new Set(noted.map(({ event_id }) => event_id));
      const first = messages.filter(({ eventId }) => fresh.delete(eventId));
      if (first.length > 0) await effect(tx, first);
    });
  }
}
