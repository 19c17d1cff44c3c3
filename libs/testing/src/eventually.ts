import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 25;

/**
 * Repeats a probe until it passes, which is to say that it neither throws nor answers `false`.
 * @param options.within milliseconds, 5,000 by default
 * @param options.describe what should come to pass, as in "the order is confirmed"
 * @returns what the probe answered
 * @throws when it never passed, saying so, with the last failure as its cause
 */
export async function eventually<T>(
  probe: () => T | Promise<T>,
  { within = 5_000, describe }: { within?: number; describe: string },
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown = new Error('the probe never answered');
  while (Date.now() < deadline) {
    try {
      const answer = await Promise.race([
        Promise.resolve().then(probe),
        delay(deadline - Date.now(), stillWaiting, { ref: false }),
      ]);
      if (answer === stillWaiting) break;
      if (answer !== false) return answer as T;
      last = new Error('the probe answered false');
    } catch (error) {
      last = error;
    }
    await delay(INTERVAL_MS);
  }
  const reason = last instanceof Error ? last.message : String(last);
  throw new Error(`Never within ${within} ms: ${describe}. Last: ${reason}`, { cause: last });
}

const stillWaiting = Symbol('still waiting');
