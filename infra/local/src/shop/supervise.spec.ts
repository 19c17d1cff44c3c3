import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Part } from '../processes/part.ts';
import { Supervisor } from './supervise.ts';

/** One that has just died, and says how often it was started. */
class Dead implements Part {
  readonly name = 'catalog';
  readonly log = '/nowhere/catalog.log';
  readonly startedAt = new Date();
  pid: number | undefined;
  starts = 0;

  async start(): Promise<void> {
    this.starts += 1;
    this.pid = 1_000 + this.starts;
  }

  async stop(): Promise<void> {
    this.pid = undefined;
  }

  kill(): Promise<void> {
    return this.stop();
  }
}

describe('whoever brings back what has died', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const bringBack = async (part: Part, meanwhile: () => Promise<void> = async () => undefined) => {
    const done = new Supervisor(
      () => undefined,
      () => true,
    ).onDeath(part, 'killed');
    await meanwhile();
    await jest.advanceTimersByTimeAsync(60_000);
    await done;
  };

  it('starts it once more', async () => {
    const part = new Dead();
    await bringBack(part);
    expect(part).toMatchObject({ pid: 1_001, starts: 1 });
  });

  it('starts no second one where somebody else has started it meanwhile', async () => {
    const part = new Dead();
    await bringBack(part, () => part.start());
    expect(part).toMatchObject({ pid: 1_001, starts: 1 });
  });
});
