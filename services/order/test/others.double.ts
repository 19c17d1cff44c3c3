import {
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
} from '@twinshop/catalog-contracts';
import { ChargePayment, PaymentCaptured, PaymentDeclined } from '@twinshop/payment-contracts';
import type { Message, MessageOf, MessageType } from '@twinshop/platform/messages';
import type { BullClient } from '@twinshop/platform/messaging';
import { newId } from '@twinshop/platform/values';
import { Worker } from 'bullmq';

/** Catalogue, payments and recommendations as the order service meets them: by their queues, answering at once. */
export class OthersDouble {
  readonly heard: Message[] = [];
  /** What the catalogue says to a wish for stock. */
  stock: 'reserved' | 'out_of_stock' | 'silent' = 'reserved';
  /** Whether the catalogue says that stock is released. */
  releases = true;
  /** What the payment module says to a charge. */
  payment: 'captured' | 'declined' | 'silent' = 'captured';
  /** How often each answer is given, each time as a message of its own. */
  times = 1;
  private readonly workers: Worker<Message>[];
  private readonly client: BullClient;

  constructor(redisUrl: string, client: BullClient) {
    this.client = client;
    this.workers = ['catalog', 'payment', 'recommendation'].map(
      (queue) =>
        new Worker<Message>(queue, ({ data }) => this.take(data), {
          connection: { url: redisUrl, maxRetriesPerRequest: null },
          concurrency: 50,
          removeOnComplete: { count: 0 },
        }),
    );
  }

  /** Nothing is taken from a queue until what this answers is called. */
  async leave(queue: string): Promise<() => void> {
    const worker = this.workers.find(({ name }) => name === queue)!;
    await worker.pause();
    return () => worker.resume();
  }

  async ready(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  /** Each once, though a message may stand in several queues. */
  of<Data>(type: MessageType<Data>, orderId: string): Message<Data>[] {
    const all = (this.heard as MessageOf<MessageType<Data>>[]).filter(
      (one) => one.type === type.name && (one.data as { orderId?: string }).orderId === orderId,
    );
    return [...new Map(all.map((one) => [one.eventId, one])).values()];
  }

  async tell<Data>(type: MessageType<Data>, data: Data, cause?: Message): Promise<Message> {
    const eventId = newId();
    const message = {
      eventId,
      type: type.name,
      occurredAt: new Date().toISOString(),
      correlationId: cause?.correlationId ?? eventId,
      causationId: cause?.eventId ?? eventId,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      data,
    };
    await this.client.deliver([message]);
    return message;
  }

  private async take(message: Message): Promise<void> {
    this.heard.push(message);
    const answers = this.answersTo(message);
    for (let n = 0; n < this.times; n += 1) await answers?.();
  }

  private answersTo(message: Message): (() => Promise<unknown>) | undefined {
    const { orderId } = message.data as { orderId: string };
    switch (message.type) {
      case ReserveStock.name:
        if (this.stock === 'silent') return undefined;
        return this.stock === 'reserved'
          ? () => this.tell(StockReserved, { orderId }, message)
          : () => this.tell(StockRefused, { orderId, reason: 'out_of_stock' }, message);
      case ReleaseStock.name:
        return this.releases ? () => this.tell(StockReleased, { orderId }, message) : undefined;
      case ChargePayment.name:
        if (this.payment === 'silent') return undefined;
        return this.payment === 'captured'
          ? () => this.tell(PaymentCaptured, { orderId }, message)
          : () => this.tell(PaymentDeclined, { orderId }, message);
      default:
        return undefined;
    }
  }
}
