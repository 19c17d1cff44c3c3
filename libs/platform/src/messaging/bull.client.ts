import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { throwError, type Observable } from 'rxjs';
import type { Message } from '../messages/index.ts';
import type { MessagingMetrics } from './messaging-metrics.ts';
import { toMessage } from './outbox.ts';
import type { Routes } from './routes.ts';

/**
 * How often a message is tried that fails by its own fault, before it is a dead letter: eight times in 16 to 32 s. What
 * fails because the database is away does not count.
 */
const RETRIES: JobsOptions = { attempts: 8, backoff: { type: 'exponential', delay: 250, jitter: 0.5 } };

/** Taken when nothing waits that has no priority: to BullMQ that is the highest. */
const GIVES_WAY: JobsOptions = { priority: 1 };

/** Below what the attempts take together. */
const MAY_BE_DEAD_AFTER_MS = 10_000;

const noAnswers = (): Error =>
  new Error(
    'Messages are not answered: use emit(), and let the receiver send a message of its own. For an answer there and then, call over HTTP.',
  );

/** Puts messages into the queues of those who hear of them. */
export class BullClient extends ClientProxy {
  private readonly routes: Routes;
  private readonly redis: Redis;
  private readonly metrics: MessagingMetrics;
  private readonly queues = new Map<string, Queue>();
  /** Since when Redis has answered, as far as was noticed; as `performance.now()` tells it, whose clock nobody sets. */
  answeringSince = 0;

  constructor(routes: Routes, redis: Redis, metrics: MessagingMetrics) {
    super();
    this.routes = routes;
    this.redis = redis;
    this.metrics = metrics;
    redis.on('ready', () => (this.answeringSince = performance.now()));
  }

  /** Whether Redis can be sent to at the moment. */
  get connected(): boolean {
    return this.redis.status === 'ready';
  }

  /** Whether Redis answers within about a second: one that hangs keeps its connections. */
  async answers(): Promise<boolean> {
    const answers = this.connected && (await this.redis.ping().catch(() => undefined)) !== undefined;
    if (!answers) this.answeringSince = performance.now();
    return answers;
  }

  /**
   * Puts each message into every queue that hears of its type; where one is there already, nothing is added, and where
   * it lies among the dead letters, it is tried again.
   * @param givingWay they are taken one after the other while no others wait, however many there are of them
   * @throws within about a second while Redis is away; some of the messages may have got through
   */
  async deliver(messages: readonly Message[], { givingWay = false } = {}): Promise<void> {
    const byQueue = new Map<string, Message[]>();
    for (const message of messages) {
      for (const queue of this.routes.of(message.type)) {
        const share = byQueue.get(queue);
        if (share === undefined) byQueue.set(queue, [message]);
        else share.push(message);
      }
    }
    await Promise.all(
      [...byQueue].map(([queue, share]) => this.put(queue, share, givingWay ? GIVES_WAY : {})),
    );
  }

  /** The queue of a subscriber, to look at. */
  queue(name: string): Queue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, {
      connection: this.redis,
      // Where Redis is away at boot, waiting for it or asking for its version would fail the queue for ever.
      skipWaitingForReady: true,
      skipVersionCheck: true,
      defaultJobOptions: RETRIES,
      // Nobody reads BullMQ's own events.
      streams: { events: { maxLen: 100 } },
    });
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    return queue;
  }

  /** The connection that is sent through. */
  override unwrap<Client = Redis>(): Client {
    return this.redis as Client;
  }

  /** It connects by itself, and again whenever it must. */
  override connect(): Promise<void> {
    return Promise.resolve();
  }

  override async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.redis.disconnect();
  }

  /** Not supported: a queue has no way back. */
  override send<Answer>(): Observable<Answer> {
    return throwError(noAnswers);
  }

  protected override publish(_packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    callback({ err: noAnswers(), isDisposed: true });
    return () => undefined;
  }

  /** `emit(type name, data)`: at once and not from the outbox, so lost where Redis is away or the process ends. */
  protected override async dispatchEvent<Value>({ pattern, data }: ReadPacket): Promise<Value> {
    await this.deliver([toMessage({ type: this.routes.type(String(pattern)), data: data as unknown })]);
    return undefined as Value;
  }

  private async put(queueName: string, messages: readonly Message[], options: JobsOptions): Promise<void> {
    const queue = this.queue(queueName);
    await queue.addBulk(
      messages.map((message) => ({
        name: message.type,
        data: message,
        opts: { ...options, jobId: message.eventId },
      })),
    );
    await this.wakeTheDead(queue, messages);
    for (const { type } of messages) this.metrics.published.inc({ queue: queueName, type });
  }

  /**
   * A job that failed for good still holds its id and would swallow a message that is sent again. None fails so soon that
   * would not fail again.
   */
  private async wakeTheDead(queue: Queue, messages: readonly Message[]): Promise<void> {
    const young = Date.now() - MAY_BE_DEAD_AFTER_MS;
    const ids = messages
      .filter((message) => Date.parse(message.occurredAt) < young)
      .map(({ eventId }) => eventId);
    if (ids.length === 0) return;
    const since = await this.redis.zmscore(queue.toKey('failed'), ...ids);
    for (const id of ids.filter((_, index) => since[index] !== null)) {
      const job = await queue.getJob(id);
      await job?.retry('failed', { resetAttemptsMade: true });
    }
  }
}
