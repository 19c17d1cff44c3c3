import { describe, expect, it } from '@jest/globals';
import { TookTooLong, within } from './index.ts';

const never = new Promise<never>(() => undefined);
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('work within a time', () => {
  it('comes to what it comes to', async () => {
    await expect(within(1_000, Promise.resolve('done'))).resolves.toBe('done');
    await expect(within(1_000, Promise.reject(new Error('bad')))).rejects.toThrow('bad');
  });

  it('is given up when the time is over', async () => {
    const startedAt = performance.now();
    await expect(within(30, never)).rejects.toThrow(TookTooLong);
    await expect(within(30, never)).rejects.toThrow('no answer in 30 ms');
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('may fail after that without anybody minding', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const { promise, reject } = Promise.withResolvers<never>();
    await expect(within(5, promise)).rejects.toThrow(TookTooLong);
    reject(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    const before = timers();
    await within(60_000, Promise.resolve());
    await within(60_000, Promise.reject(new Error('bad'))).catch(() => undefined);
    expect(timers()).toBe(before);
  });
});
