import path from 'node:path';
import { execa } from 'execa';
import { LAST_ANSWER_WITHIN_MS } from './generator/play.ts';
import type { LoadPlan, LoadResult } from './load.ts';

/** For starting the process, and on top of what the plan takes. */
const SPARE_MS = 30_000;
const PROGRAM = path.join(import.meta.dirname, '../src/generator/generator.process.ts');

export interface RunLoadOptions {
  /** A core that the generator is held to, counted from 0, where the system can. */
  pinnedTo?: number;
  /** Words before those that start the generator, such as a program that moves it into a cgroup. */
  prefix?: readonly string[];
  signal?: AbortSignal;
}

/**
 * Plays a plan from a process of its own, so that nothing else that is done here takes the generator's time. It ends with
 * this process, however that ends.
 * @throws Error when the generator fails, or is not done in time; RangeError when the customers' tokens would end before
 */
export async function runLoad(plan: LoadPlan, options: RunLoadOptions = {}): Promise<LoadResult> {
  const takesMs = (plan.warmUpSeconds + plan.seconds) * 1_000 + LAST_ANSWER_WITHIN_MS;
  if (Date.now() + takesMs > plan.market.tokensEndAtMs)
    throw new RangeError('The customers’ tokens end before the plan does: renewTokens gives them new ones.');
  const { prefix = [], pinnedTo, signal } = options;
  const isPinned = pinnedTo !== undefined && (await canPin());
  const pin = isPinned ? ['taskset', '--cpu-list', String(pinnedTo)] : [];
  const flags = ['--conditions=@twinshop/source', '--disable-warning=ExperimentalWarning'];
  const words = [...prefix, ...pin, process.execPath, ...flags, PROGRAM];
  const generator = execa(words[0]!, words.slice(1), {
    timeout: takesMs + SPARE_MS,
    forceKillAfterDelay: 1_000,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  // Not ended: an input that ends tells the generator that nobody waits for it any more.
  generator.stdin.write(`${JSON.stringify(plan)}\n`);
  const { stdout } = await generator;
  const result = JSON.parse(stdout) as LoadResult;
  return isPinned ? { ...result, generator: { ...result.generator, pinnedTo } } : result;
}

const canPin = async (): Promise<boolean> =>
  !(await execa('taskset', ['--version'], { reject: false })).failed;
