import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const ATTEMPT_MS = 10_000;
const REBUILT_WITHIN_MS = 300_000;
const PAUSE_MS = 100;

const started = z.object({ generation: z.string() });
const state = z.object({
  serving: z.string().optional(),
  building: z.object({ generation: z.string(), orders: z.number() }).optional(),
});

/**
 * Has the projection built anew from the confirmed orders; resolves once that serves. A rebuild that fails, as where Redis or
 * the process was away meanwhile, is begun again.
 * @param opsUrl the internal address of a process that has recommendations in it
 * @throws where it is not built within five minutes
 */
export async function rebuildProjection(opsUrl: string): Promise<void> {
  const deadline = Date.now() + REBUILT_WITHIN_MS;
  let generation: string | undefined;
  let last = 'it was never begun';
  for (; Date.now() < deadline; await delay(PAUSE_MS)) {
    try {
      generation ??= await begin(opsUrl);
      const { serving, building } = state.parse(await answerOf(opsUrl, 'GET', '/projection', 200));
      if (generation !== undefined && serving === generation) return;
      if (building?.generation !== generation) generation = undefined;
      last = building === undefined ? 'the last rebuild failed' : `${building.orders} orders were in it`;
    } catch (error) {
      last = (error as Error).message;
    }
  }
  throw new Error(`The projection could not be rebuilt within five minutes: ${last}.`);
}

/** Also where another is being built (409), that is an error: it may have begun before the last orders. */
async function begin(opsUrl: string): Promise<string> {
  return started.parse(await answerOf(opsUrl, 'POST', '/projection/rebuild', 202)).generation;
}

async function answerOf(opsUrl: string, method: string, path: string, wanted: number): Promise<unknown> {
  const answer = await fetch(`${opsUrl}${path}`, { method, signal: AbortSignal.timeout(ATTEMPT_MS) });
  if (answer.status !== wanted) throw new Error(`${method} ${path} is answered ${answer.status}`);
  return answer.json();
}
