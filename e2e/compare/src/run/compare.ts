import os from 'node:os';
import type { RunLoadOptions } from '@twinshop/load';
import { Lab, type LabParts } from '../experiments/lab.ts';
import type { Experiment, Shops } from '../experiments/experiment.ts';
import type { Fence } from '../fence/fence.ts';
import type { MachineControl } from '../meters/machine-control.ts';
import type { Plan } from '../plan/plan.ts';
import type { Arm, CompareRecord, Comparison, Refused, Sweep } from '../record/compare-record.ts';
import type { FencedShop, StartFencedShop } from '../shops/fenced-shop.ts';
import { shuffleBy } from '../trial/shuffle.ts';
import { withContestants } from './shops.ts';
import { versions } from './versions.ts';
import { warmUp } from './warm-up.ts';

export interface CompareOptions {
  plan: Plan;
  arms: readonly [Arm, Arm];
  fence: Fence;
  startShop: StartFencedShop;
  /** Of a plan, what can’t be measured on such shops, a sentence each. */
  leftOut?: readonly string[];
  /** Of what such shops run on, beside what both are made of. */
  engine?: string | undefined;
  seed: number;
  /** That does the same again. */
  command: string;
  generator: RunLoadOptions;
  control: MachineControl;
  /** Done to each shop before it is measured. */
  onStarted?: (shop: FencedShop, arm: Arm) => void;
  progress: Progress;
  /** Ends it early: what was measured until then is told. */
  stopping: AbortSignal;
}

/** Told of what is going on. */
export interface Progress {
  doing(words: string): void;
  /** A trial is over. */
  trial(): void;
  refused(refused: Refused): void;
}

/** Makes a plan's experiments, those that want the same shops after one another. */
export async function compare(options: CompareOptions): Promise<CompareRecord> {
  const { plan, arms, fence, leftOut = [], engine, seed, command, control, progress, stopping } = options;
  const startedAt = new Date().toISOString();
  const comparisons: Comparison[] = [];
  const sweeps: Sweep[] = [];
  const refused: Refused[] = [];
  const begun = performance.now();
  const { lateAfterSeconds = Infinity } = plan.sizes;
  let isComplete = true;
  const parts: Omit<LabParts, 'contestants' | 'visitsAtMost'> = {
    sizes: plan.sizes,
    seed,
    shuffle: shuffleBy(seed),
    isLate: () => performance.now() - begun > lateAfterSeconds * 1_000,
    instruments: { control, generator: options.generator },
    withShops: (shops, use) => start(shops, use),
    stopping,
    onTrial: () => progress.trial(),
    onRefusal: (one) => refuse(one),
    onLoss: () => (isComplete = false),
  };
  const refuse = (one: Refused): void => {
    refused.push(one);
    progress.refused(one);
  };
  const start: LabParts['withShops'] = (shops, use) => {
    progress.doing(`starting ${arms.map(({ title }) => title).join(' and ')}`);
    return withContestants({ ...options, shops }, async (contestants) => {
      progress.doing('warming up');
      const seconds = plan.sizes.shopWarmUpSeconds;
      return use({ contestants, visitsAtMost: await warmUp(contestants, { ...options, seconds }) });
    });
  };
  const make = async (experiment: Experiment, lab: Lab): Promise<void> => {
    progress.doing(experiment.title);
    try {
      const found = await experiment.run(lab);
      comparisons.push(...found.comparisons);
      sweeps.push(...found.sweeps);
    } catch (error) {
      // What others have measured is worth being told.
      refuse({ experiment: experiment.name, because: `It broke off: ${(error as Error).message}` });
      isComplete = false;
    }
  };
  for (const [shops, experiments] of byShops(plan.experiments)) {
    if (stopping.aborted) break;
    await start(shops, async (on) => {
      const lab = new Lab({ ...parts, ...on });
      for (const experiment of experiments) if (!stopping.aborted) await make(experiment, lab);
    });
  }
  return {
    format: 1,
    startedAt,
    endedAt: new Date().toISOString(),
    plan: plan.name,
    seed,
    command,
    machine: machine(),
    versions: { ...versions(), ...(engine !== undefined && { engine }) },
    fence: fence.record,
    arms,
    comparisons,
    sweeps,
    refused,
    leftOut,
    isComplete: isComplete && !stopping.aborted,
  };
}

function byShops(experiments: readonly Experiment[]): [Shops, Experiment[]][] {
  const groups = Map.groupBy(experiments, ({ shops }) => JSON.stringify(shops));
  return [...groups].map(([shops, same]) => [JSON.parse(shops) as Shops, same]);
}

function machine(): CompareRecord['machine'] {
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGb: Math.round(os.totalmem() / 1024 ** 3),
    system: `${os.type()} ${os.release()}`,
  };
}
