import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { sql, type Database } from '../database/index.ts';
import type { Log } from '../logging/index.ts';

const CHANNEL = 'outbox';
const CONNECT_WITHIN_MS = 3_000;
const END_WITHIN_MS = 1_000;
const AGAIN_AFTER_MS = 1_000;
const APART_MS = 50;

/** Hears when another process has put messages into the outbox (`LISTEN`), on a connection that comes back by itself. */
export class Doorbell {
  private readonly url: string;
  private readonly ring: () => void;
  private readonly log: Log;
  private stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(url: string, ring: () => void, log: Log) {
    this.url = url;
    this.ring = ring;
    this.log = log;
  }

  start(): void {
    if (this.running !== undefined) return;
    this.stopping = new AbortController();
    this.running = this.listen();
  }

  /** May be started again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.running = undefined;
  }

  private async listen(): Promise<void> {
    let heard = true;
    while (!this.stopping.signal.aborted) {
      try {
        await this.listenOnce(() => (heard = true));
      } catch (error) {
        if (heard) this.log.warn({ err: error }, 'other processes’ messages are only found by the sweep');
        heard = false;
      }
      await delay(AGAIN_AFTER_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Settles when the connection is lost, could not be made, or is needed no more. */
  private async listenOnce(connected: () => void): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'outbox-doorbell',
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      query_timeout: CONNECT_WITHIN_MS,
      keepAlive: true,
    });
    const over = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', this.ring);
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      connected();
      // What was put in while nobody listened.
      this.ring();
      await over;
    } finally {
      await Promise.race([
        client.end().catch(() => undefined),
        delay(END_WITHIN_MS, undefined, { ref: false }),
      ]);
    }
  }
}

const NOTIFY = sql('ring-doorbells', `SELECT pg_notify('${CHANNEL}', '')`);

/**
 * Rings the doorbell of whichever process has a relay. Never inside the transaction that writes the messages: PostgreSQL
 * lets transactions that notify commit only one after the other. Many rings become one, twenty times a second at most; one
 * that fails is left to the sweep.
 */
export const notifier = (database: Database): (() => void) => {
  let due: NodeJS.Timeout | undefined;
  let last = 0;
  const notify = (): void => {
    due = undefined;
    last = performance.now();
    database.query(NOTIFY).catch(() => undefined);
  };
  return () => {
    due ??= setTimeout(notify, Math.max(0, last + APART_MS - performance.now()));
  };
};
