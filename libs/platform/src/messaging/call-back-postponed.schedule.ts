import { Injectable } from '@nestjs/common';
import { Schedule } from '../schedule/index.ts';
import type { BullClient } from './bull.client.ts';

const EVERY_MS = 10_000;
/** Longer than any message is meant to rest, attempts and all. */
const LONGEST_REST_MS = 60_000;
const BATCH = 100;
/** BullMQ keeps a job’s time and, below it, its place among those of the same millisecond. */
const PLACES = 0x1000;

/**
 * Takes messages out of their rest that were put to rest by a clock far ahead of Redis’s own: BullMQ counts rests by the
 * clock of whoever postpones, and a message would lie for as long as that clock was ahead.
 */
@Injectable()
export class CallBackPostponed extends Schedule {
  constructor(client: BullClient, queueName: string) {
    super('call-back-postponed', EVERY_MS, async () => {
      if (!client.connected) return;
      const queue = client.queue(queueName);
      const redis = client.unwrap();
      const [seconds] = await redis.time();
      const latest = (Number(seconds) * 1_000 + LONGEST_REST_MS) * PLACES;
      const ids = await redis.zrangebyscore(queue.toKey('delayed'), latest, '+inf', 'LIMIT', 0, BATCH);
      for (const id of ids) await (await queue.getJob(id))?.promote();
    });
  }
}
