import { setTimeout as delay } from 'node:timers/promises';
import { isHealthy, type ShopControl } from '@twinshop/local';
import type { Experience } from '../record/migration-record.ts';

const LOOK_EVERY_MS = 1_000;
/** A process that is started anew is not ready for a moment, and one that has much to do may answer late, twice in a row. */
const MAY_BE_UNREADY_MS = 6_000;
/** A single request may meet a process that ends. */
const MAY_FAIL = 0.001;

/**
 * Watches a shop for a while.
 * @param ms for how long
 * @param seen what customers had of it since it began, as each says who was asked
 * @throws Error that says what is not as it was
 */
export async function untilSteady(
  control: ShopControl,
  ms: number,
  seen: () => readonly Pick<Experience, 'requests' | 'failed'>[],
): Promise<void> {
  const end = performance.now() + ms;
  let readyAt = performance.now();
  for (;;) {
    const names = await notReady(control);
    const now = performance.now();
    if (names.length === 0) readyAt = now;
    if (now - readyAt > MAY_BE_UNREADY_MS) throw new Error(`${names.join(', ')} did not get ready`);
    const failing = seen().find(({ requests, failed }) => failed > 1 && failed > MAY_FAIL * requests);
    if (failing !== undefined) throw new Error(`${failing.failed} of ${failing.requests} requests failed`);
    if (now > end && readyAt === now) return;
    await delay(LOOK_EVERY_MS);
  }
}

async function notReady(control: ShopControl): Promise<string[]> {
  const { processes } = await control.shop();
  const names: string[] = [];
  // One after the other: each looks at its servers for that, and all of them at once would keep customers waiting.
  for (const { name, readyUrl } of processes)
    if (readyUrl.startsWith('http') && !(await isHealthy(readyUrl))) names.push(name);
  return names;
}
