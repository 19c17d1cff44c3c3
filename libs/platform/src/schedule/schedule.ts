import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

/**
 * Work that a process does at start and again every so often, never twice at a time. A round that fails is logged and
 * the next one comes all the same. At shutdown no round begins, and the one that runs is waited for.
 */
export abstract class Schedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly everyMs: number;
  private readonly round: () => Promise<unknown>;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  /** @param everyMs milliseconds from the end of a round to the next */
  protected constructor(name: string, everyMs: number, round: () => Promise<unknown>) {
    this.log = new Logger(name);
    this.everyMs = everyMs;
    this.round = round;
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      await this.round();
    } catch (error) {
      this.log.warn(`a round failed: ${(error as Error).message}`);
    }
    if (!this.stopped) {
      this.timer = setTimeout(() => (this.running = this.run()), this.everyMs);
      this.timer.unref();
    }
  }
}
