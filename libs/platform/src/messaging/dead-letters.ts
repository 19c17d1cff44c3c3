import type { Job } from 'bullmq';
import type { Message } from '../messages/index.ts';
import type { BullClient } from './bull.client.ts';

/** A message that its handler could not take. */
export interface DeadLetter {
  eventId: string;
  type: string;
  /** What the last attempt threw. */
  reason: string;
  attempts: number;
  /** RFC 3339, UTC */
  failedAt: string;
  message: Message;
}

const PAGE = 100;

const letterOf = (job: Job<Message>): DeadLetter => ({
  eventId: job.data.eventId,
  type: job.name,
  reason: job.failedReason,
  attempts: job.attemptsMade,
  failedAt: new Date(job.finishedOn ?? job.timestamp).toISOString(),
  message: job.data,
});

/** The messages of this process's queue that were tried to no avail: kept until somebody has them tried again. */
export class DeadLetters {
  private readonly client: BullClient;
  private readonly queueName: string | undefined;

  constructor(client: BullClient, queueName: string | undefined) {
    this.client = client;
    this.queueName = queueName;
  }

  /** The queue that they lie in; undefined in a process that takes no messages. */
  get queue() {
    return this.queueName === undefined ? undefined : this.client.queue(this.queueName);
  }

  /** The latest first. @throws while Redis is away */
  async list(limit = PAGE): Promise<DeadLetter[]> {
    const jobs = (await this.queue?.getFailed(0, limit - 1)) ?? [];
    return jobs.map((job) => letterOf(job as Job<Message>));
  }

  /**
   * Has one tried again, with as many attempts as a new message.
   * @returns whether there was such a dead letter
   * @throws while Redis is away
   */
  async redrive(eventId: string): Promise<boolean> {
    const job = await this.queue?.getJob(eventId);
    if (job === undefined || !(await job.isFailed())) return false;
    await job.retry('failed', { resetAttemptsMade: true });
    return true;
  }

  /**
   * Has all tried again that are there now.
   * @returns how many
   * @throws while Redis is away
   */
  async redriveAll(): Promise<number> {
    let redriven = 0;
    const upTo = Date.now();
    for (;;) {
      // The oldest first: those that fail again at once come after all that were there.
      const jobs = (await this.queue?.getJobs(['failed'], 0, PAGE - 1, true)) ?? [];
      const old = jobs.filter(({ finishedOn }) => (finishedOn ?? 0) <= upTo);
      if (old.length === 0) return redriven;
      for (const job of old) await job.retry('failed', { resetAttemptsMade: true });
      redriven += old.length;
    }
  }
}
