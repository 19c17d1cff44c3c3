import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { OwnWork } from '../ownership/own-work.ts';

/**
 * Work that a process does at start and again every so often, never twice at a time. A round that fails is logged and
 * the next one comes all the same. At shutdown, and while it is laid down, no round begins, and the one that runs is told and
 * waited for.
 */
export abstract class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown, OwnWork {
  private readonly log: Logger;
  private readonly everyMs: number;
  private readonly round: (stopping: AbortSignal) => Promise<unknown>;
  private stopping = new AbortController();
  private isOver = false;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param everyMs milliseconds from the end of a round to the next
   * @param round a long one looks at `stopping` between its steps
   */
  protected constructor(name: string, everyMs: number, round: (stopping: AbortSignal) => Promise<unknown>) {
    this.log = new Logger(name);
    this.everyMs = everyMs;
    this.round = round;
  }

  onApplicationBootstrap(): void {
    this.takeUp();
  }

  takeUp(): void {
    if (this.isOver) return;
    this.stopping = new AbortController();
    this.running = this.run();
  }

  async layDown(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isOver = true;
    await this.layDown();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    try {
      await this.round(signal);
    } catch (error) {
      this.log.warn(`a round failed: ${(error as Error).message}`);
    }
    if (!signal.aborted) {
      this.timer = setTimeout(() => (this.running = this.run()), this.everyMs);
      this.timer.unref();
    }
  }
}
