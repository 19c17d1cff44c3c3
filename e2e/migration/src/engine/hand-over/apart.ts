import path from 'node:path';
import { asUsual, yieldToOthers } from '@twinshop/local';
import type { GatewayDescription } from '@twinshop/topologies';
import { execa } from 'execa';
import type { MoveOptions } from '../../data/index.ts';
import { FROM_SOURCE } from '../../from-source.ts';
import type { Sent } from './hand-over.ts';

/** What a process needs to know to hand a module over by itself. */
export interface HandOverOrder {
  home: string;
  move: MoveOptions;
  epoch: number;
  gateway: Readonly<Record<Sent, GatewayDescription>>;
}

export type HandOverReport = { ms: number } | { failure: string };

const PROGRAM = path.join(import.meta.dirname, 'hand-over.process.ts');
/** Longer than all that it waits for may take together: one that is broken off may leave neither place open. */
const WITHIN_MS = 300_000;

/**
 * Hands a module over from a process of its own, which comes to its end whatever becomes of this one: customers wait while
 * it works, and must not wait for somebody to begin a migration again.
 * @returns milliseconds for which requests were held
 * @throws Error with what went wrong, as `handOver` does
 */
export async function handOverApart(order: HandOverOrder): Promise<number> {
  const working = execa(process.execPath, [...FROM_SOURCE, PROGRAM], {
    // Not on the command line, which others can read: there are passwords in it.
    input: JSON.stringify(order),
    detached: true,
    cleanup: false,
    reject: false,
    timeout: WITHIN_MS,
  });
  const { pid } = working;
  // Until it is loaded: then it says otherwise itself.
  if (pid !== undefined) yieldToOthers(pid);
  const { stdout, stderr, failed, shortMessage } = await working;
  if (pid !== undefined) asUsual(pid);
  if (failed) throw new Error(`The hand-over of ${order.move.module} broke off (${shortMessage}): ${stderr}`);
  const report = JSON.parse(stdout) as HandOverReport;
  if ('failure' in report) throw new Error(report.failure);
  return report.ms;
}
