import { setTimeout as delay } from 'node:timers/promises';
import { docker, DockerError } from '@twinshop/docker';
import { isHealthy } from '../processes/health.ts';

/** Generous: a machine may be busy with customers meanwhile. */
const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 100;
const LAST_WORDS = '20';

/**
 * Asks until all is well. The engine does so too, but seldom, and by starting a program each time.
 * @throws DockerError with the container's last words where it is never
 */
export async function untilReady(container: string, url: string, signal?: AbortSignal): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isHealthy(url))) {
    signal?.throwIfAborted();
    if (performance.now() > deadline) {
      const words = await docker(['logs', '--tail', LAST_WORDS, container]).catch(String);
      throw new DockerError(`${container} was not ready within ${READY_WITHIN_MS / 1000} s:\n${words}`);
    }
    await delay(LOOK_EVERY_MS);
  }
}
