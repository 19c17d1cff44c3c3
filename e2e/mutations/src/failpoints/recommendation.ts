import { setTimeout as delay } from 'node:timers/promises';
import { blockFor } from './block.ts';
import type { Failpoint, FailpointSettings } from './failpoints.ts';

declare global {
  /** What the mutated module calls before it answers; nothing while no fault is set. */
  var failpoints: { recommendation?: (() => Promise<void>) | undefined };
}

globalThis.failpoints = {};

export const recommendation: Failpoint<'recommendation'> = {
  set(settings) {
    globalThis.failpoints.recommendation = () => suffer(settings);
  },
  clear() {
    globalThis.failpoints.recommendation = undefined;
  },
};

async function suffer(settings: FailpointSettings['recommendation']): Promise<void> {
  if ('slowMs' in settings) await delay(settings.slowMs);
  else if ('blocksMs' in settings) blockFor(settings.blocksMs);
  else throw new Error('Recommendations were set to fail.');
}
