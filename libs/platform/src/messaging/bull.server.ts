import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  BaseRpcContext,
  Server,
  type CustomTransportStrategy,
  type MessageHandler,
} from '@nestjs/microservices';
import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import { isObservable, lastValueFrom } from 'rxjs';
import { z } from 'zod';
import { isUnavailable } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { Message, MessageType } from '../messages/index.ts';
import type { OwnWork } from '../ownership/own-work.ts';
import { nextTraceparent, withTrace } from '../tracing/index.ts';
import type { MessagingMetrics, Outcome } from './messaging-metrics.ts';
import { WorkerConnection } from './redis-connection.ts';

export interface BullServerOptions {
  /** The queue that is served, and what is put into it; a process that only sends has none. */
  queue: string | undefined;
  subscriptions: readonly MessageType[];
  redisUrl: string;
  /** Messages that are under way at a time; enough to fill the inbox's batches. 100 by default. */
  concurrency?: number | undefined;
  /** Called at the end, when no handler runs any more: what they wrote can still be sent. */
  afterwards: () => Promise<void>;
}

/** Given to a handler beside its message: `@Ctx() context: BullContext`. */
export class BullContext extends BaseRpcContext<[Job<Message>]> {
  /** The delivery at hand; which attempt it is, for one. */
  get job(): Job<Message> {
    return this.args[0];
  }
}

const SERVER = Symbol('bullmq');

/** Milliseconds. Measured: with BullMQ's own defaults the job of a killed worker started again after 59 s. */
const LOCK = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 10 };

/** How long a message rests whose handler found the database away, with as much again at random. */
const POSTPONE_MS = 500;

/** What still runs then is left to another worker, which starts it again when its lock has run out. */
const STOP_WITHIN_MS = 10_000;

/**
 * Takes messages from one queue to the `@EventPattern` methods of the process: a transport strategy of Nest, on BullMQ.
 * A handler that resolves has taken the message; one that throws sees it again later, and after some attempts it is a
 * dead letter. What no attempt can cure is a dead letter at once: an unknown type, or data that don't fit their schema.
 */
@Injectable()
export class BullServer extends Server implements CustomTransportStrategy, OnApplicationBootstrap, OwnWork {
  override readonly transportId = SERVER;
  /** Nest would log a handler's error and forget it; here the queue hears of it. */
  override readonly propagatesEventHandlerErrors = true;

  /** When a message was last dealt with, or work began; as `performance.now()` tells it. */
  lastDone = 0;
  private readonly options: BullServerOptions;
  private readonly types: ReadonlyMap<string, MessageType>;
  private readonly metrics: MessagingMetrics;
  private readonly log: Log;
  private readonly underWay = new Set<Promise<void>>();
  private connection: WorkerConnection | undefined;
  private worker: Worker<Message> | undefined;

  constructor(options: BullServerOptions, metrics: MessagingMetrics, log: Log) {
    super();
    this.options = options;
    this.types = new Map(options.subscriptions.map((type) => [type.name, type]));
    this.metrics = metrics;
    this.log = log;
  }

  /** @throws when a message of the queue has not exactly one handler, or a handler has no such message */
  listen(callback: (error?: unknown) => void): void {
    try {
      this.refuseMismatch();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Work begins when every module is ready for it. */
  onApplicationBootstrap(): void {
    this.takeUp();
  }

  takeUp(): void {
    const { queue } = this.options;
    if (queue === undefined || this.begun) return;
    const connection = new WorkerConnection(this.options.redisUrl, this.log);
    this.connection = connection;
    this.lastDone = performance.now();
    this.worker = new Worker<Message>(queue, (job, token) => this.take(job, token), {
      ...LOCK,
      connection: connection.redis,
      concurrency: this.options.concurrency ?? 100,
      removeOnComplete: { count: 0 },
      // After an outage amid the end of a job; BullMQ would wait for 15 s.
      runRetryDelay: 500,
    });
    this.worker.on('error', (error) => {
      if (connection.ready) this.log.warn({ err: error, queue }, 'the worker erred');
    });
    this.worker.on('failed', (job, error) => this.failed(job!, error));
  }

  /** BullMQ's own end waits for Redis: where that is away, only the handlers that run are waited for. */
  async layDown(): Promise<void> {
    const { worker, connection } = this;
    if (worker === undefined || connection === undefined) return;
    this.worker = undefined;
    const ended = worker.close(!connection.ready).then(() => Promise.allSettled(this.underWay));
    await Promise.race([ended, delay(STOP_WITHIN_MS, undefined, { ref: false })]);
    connection.disconnect();
  }

  /** Takes no more messages and lets those under way end, and what they wrote be sent. */
  async close(): Promise<void> {
    await this.layDown();
    await this.options.afterwards();
  }

  /** Whether work has begun and is not laid down: a process that stands by takes nothing, and is not to. */
  get begun(): boolean {
    return this.worker !== undefined;
  }

  /** Whether messages are being taken. */
  get running(): boolean {
    return this.worker?.isRunning() ?? false;
  }

  /** The queue that is served. */
  get queue(): string | undefined {
    return this.options.queue;
  }

  override on(event: string): never {
    throw new Error(`This server has no event "${event}".`);
  }

  override unwrap<Value>(): Value {
    return this.worker as Value;
  }

  private take(job: Job<Message>, token: string | undefined): Promise<void> {
    const taking = this.takeOnce(job, token).finally(() => this.underWay.delete(taking));
    this.underWay.add(taking);
    return taking;
  }

  private async takeOnce(job: Job<Message>, token: string | undefined): Promise<void> {
    const begun = performance.now();
    try {
      const message = this.read(job);
      await withTrace(
        {
          correlationId: message.correlationId,
          causationId: message.eventId,
          traceparent: nextTraceparent(message.traceparent),
        },
        () => this.handle(message, job),
      );
      this.count(job, 'done');
    } catch (error) {
      if (isUnavailable(error)) {
        this.count(job, 'postponed');
        await job.moveToDelayed(Date.now() + POSTPONE_MS * (1 + Math.random()), token);
        throw new DelayedError();
      }
      throw error instanceof Error ? error : new Error(String(error), { cause: error });
    } finally {
      this.lastDone = performance.now();
      this.metrics.duration.observe({ type: job.name }, (performance.now() - begun) / 1000);
    }
  }

  /** Told by BullMQ: a message whose workers were killed too often fails without having come to a handler again. */
  private failed(job: Job<Message>, error: Error): void {
    const dead = job.finishedOn !== undefined;
    this.count(job, dead ? 'dead' : 'retried');
    if (dead) this.log.error({ err: error, eventId: job.id, type: job.name }, 'a message is a dead letter');
  }

  private count({ name }: Job, outcome: Outcome): void {
    this.metrics.handled.inc({ type: name, outcome });
  }

  private read({ name, data: message }: Job<Message>): Message {
    const type = this.types.get(name);
    if (type === undefined) throw new UnrecoverableError(`${this.options.queue} does not know ${name}`);
    const parsed = type.data.safeParse(message.data);
    if (!parsed.success) throw new UnrecoverableError(`unfit data: ${z.prettifyError(parsed.error)}`);
    return { ...message, data: parsed.data };
  }

  private async handle(message: Message, job: Job<Message>): Promise<void> {
    const handler = this.messageHandlers.get(message.type)!;
    const answer: unknown = await handler(message, new BullContext([job]));
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  }

  private refuseMismatch(): void {
    const { queue } = this.options;
    const wrong = [
      ...[...this.types.keys()].flatMap((name) => {
        const count = countOf(this.messageHandlers.get(name));
        return count === 1 ? [] : [`"${name}" is put into it and has ${count === 0 ? 'no' : count} handlers`];
      }),
      ...[...this.messageHandlers.keys()]
        .filter((name) => !this.types.has(name))
        .map((name) => `"${name}" has a handler and is never put into it`),
    ];
    if (wrong.length > 0)
      throw new Error(`The queue "${queue ?? 'none'}" can't be served: ${wrong.join('; ')}.`);
  }
}

/** Nest chains the handlers of an event. One that would answer (`@MessagePattern`) handles none. */
const countOf = (handler: MessageHandler | undefined): number =>
  handler === undefined || handler.isEventHandler !== true ? 0 : 1 + countOf(handler.next);
