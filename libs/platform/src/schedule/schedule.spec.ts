import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Schedule } from './index.ts';

const EVERY_MS = 1_000;

class Rounds extends Schedule {
  started = 0;
  atWork = 0;
  most = 0;
  told = false;
  /** Ends the round that runs. */
  end: (failure?: Error) => void = () => undefined;

  constructor() {
    super('rounds', EVERY_MS, (stopping) => {
      stopping.addEventListener('abort', () => (this.told = true));
      return this.work();
    });
  }

  private async work(): Promise<void> {
    this.started += 1;
    this.atWork += 1;
    this.most = Math.max(this.most, this.atWork);
    await new Promise<void>((resolve, reject) => {
      this.end = (failure) => (failure === undefined ? resolve() : reject(failure));
    }).finally(() => (this.atWork -= 1));
  }
}

describe('a schedule', () => {
  let rounds: Rounds;
  let warnings: unknown[];

  beforeEach(() => {
    jest.useFakeTimers();
    warnings = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((message) => void warnings.push(message));
    rounds = new Rounds();
    rounds.onApplicationBootstrap();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const end = async (failure?: Error): Promise<void> => {
    rounds.end(failure);
    await jest.advanceTimersByTimeAsync(0);
  };

  it('begins at start', () => {
    expect(rounds.started).toBe(1);
  });

  it('begins the next round a while after the end of the last', async () => {
    await end();
    await jest.advanceTimersByTimeAsync(EVERY_MS - 1);
    expect(rounds.started).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(rounds.started).toBe(2);
  });

  it('never has two rounds at once, however long one takes', async () => {
    for (let round = 0; round < 5; round += 1) {
      await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
      await end();
      await jest.advanceTimersByTimeAsync(EVERY_MS);
    }
    expect(rounds.started).toBe(6);
    expect(rounds.most).toBe(1);
  });

  it('goes on after a round that failed, and says why it did', async () => {
    await end(new Error('the database is away'));
    expect(warnings).toEqual(['a round failed: the database is away']);
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(rounds.started).toBe(2);
  });

  it('tells the round that runs of a shutdown, so that a long one can end early', async () => {
    expect(rounds.told).toBe(false);
    const shutdown = rounds.beforeApplicationShutdown();
    expect(rounds.told).toBe(true);
    await end();
    await shutdown;
  });

  it('at shutdown waits for the round that runs', async () => {
    let down = false;
    const shutdown = rounds.beforeApplicationShutdown().then(() => (down = true));
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(down).toBe(false);
    await end();
    await shutdown;
    expect(down).toBe(true);
  });

  it('begins no round while it is laid down, and one as soon as it is taken up', async () => {
    const down = rounds.layDown();
    expect(rounds.told).toBe(true);
    await end();
    await down;
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(rounds.started).toBe(1);
    rounds.takeUp();
    expect(rounds.started).toBe(2);
    await end();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(rounds.started).toBe(3);
  });

  it('is not taken up after a shutdown', async () => {
    const shutdown = rounds.beforeApplicationShutdown();
    await end();
    await shutdown;
    rounds.takeUp();
    expect(rounds.started).toBe(1);
  });

  it('begins nothing after a shutdown, neither amid a round nor between two', async () => {
    const shutdown = rounds.beforeApplicationShutdown();
    await end();
    await shutdown;
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(rounds.started).toBe(1);

    const between = new Rounds();
    between.onApplicationBootstrap();
    between.end();
    await jest.advanceTimersByTimeAsync(EVERY_MS / 2);
    await between.beforeApplicationShutdown();
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(between.started).toBe(1);
  });
});
