import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OrderCancelled, OrderConfirmed } from '@twinshop/order-contracts';
import type { MessageOf } from '@twinshop/platform/messages';
import DataLoader from 'dataloader';
import { Projection, type Change } from '../projection/projection.ts';

const MOST_TOGETHER = 50;

/** What recommendations hear about orders. Messages that arrive together go to Redis together. */
@Controller()
export class OrderMessages {
  private readonly changes: DataLoader<Change, void>;

  constructor(projection: Projection) {
    this.changes = new DataLoader(
      async (changes) => {
        await projection.take(changes);
        return changes.map(() => undefined);
      },
      { cache: false, maxBatchSize: MOST_TOGETHER, batchScheduleFn: (run) => setImmediate(run) },
    );
  }

  @EventPattern<string>(OrderConfirmed.name)
  confirmed(@Payload() { data }: MessageOf<typeof OrderConfirmed>): Promise<void> {
    return this.changes.load({ kind: 'confirmed', order: data });
  }

  @EventPattern<string>(OrderCancelled.name)
  cancelled(@Payload() { data }: MessageOf<typeof OrderCancelled>): Promise<void> {
    return this.changes.load({ kind: 'cancelled', order: data });
  }
}
