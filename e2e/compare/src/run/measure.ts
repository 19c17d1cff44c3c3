import { chooseContainerFence, chooseFence, type Wanted } from '../fence/choose-fence.ts';
import { openMachineControl } from '../meters/machine-control.ts';
import type { Arms } from '../plan/arms.ts';
import { inContainers } from '../plan/in-containers.ts';
import { trialsIn, type Plan } from '../plan/plan.ts';
import type { CompareRecord } from '../record/compare-record.ts';
import { startShopInContainers } from '../shops/containers/container-shop.ts';
import { prepareImages } from '../shops/containers/prepare-images.ts';
import { startHostedShop } from '../shops/hosted-shop.ts';
import { compare } from './compare.ts';
import { generatorFor } from './generator.ts';
import { liveProgress } from './live-progress.ts';

export interface Measuring {
  plan: Plan;
  arms: Arms;
  /** For each shop as a whole; what this machine can give unless told. */
  wanted?: Wanted;
  /** Whether both are in containers. */
  docker?: boolean;
  /** Of the processor time that the second arm is left with. */
  shareOfB?: number;
  /** Of the processor time that the load is left with. */
  shareOfLoad?: number;
  seed: number;
  /** That does the same again. */
  command: string;
  /** Ends it early: what was measured until then is told. */
  stopping: AbortSignal;
}

const say = (words: string): void => void process.stderr.write(`${words}\n`);

/**
 * Measures two shops beside each other on this machine, and tells on the terminal how far it is.
 * @throws with the words of what could not be started
 */
export async function measure({
  plan: planned,
  arms,
  wanted = {},
  docker = false,
  shareOfB = 1,
  shareOfLoad = 1,
  ...options
}: Measuring): Promise<CompareRecord> {
  const { plan, leftOut } = docker ? inContainers(planned) : { plan: planned, leftOut: [] };
  for (const words of leftOut) say(`Left out: ${words}`);
  if (plan.experiments.length === 0) throw new Error('Nothing is left to be measured.');
  const engine = docker ? await prepareImages(say) : undefined;
  const fence = engine ? chooseContainerFence(engine.cgroupDriver, wanted) : chooseFence(wanted);
  say(fence.record.words);
  const control = await openMachineControl(fence.cores);
  const generator = await generatorFor(fence, shareOfLoad);
  const progress = liveProgress(trialsIn(plan));
  try {
    return await compare({
      ...options,
      plan,
      arms,
      fence,
      startShop: engine ? startShopInContainers : startHostedShop,
      leftOut,
      engine: engine?.versions,
      generator: generator.options,
      control,
      onStarted: ({ enclosure }, { key }) => {
        if (key === 'b' && shareOfB < 1) enclosure.setCpus(fence.record.cpus! * shareOfB);
      },
      progress,
    });
  } finally {
    progress.end();
    await Promise.all([generator.remove(), control.close()]);
  }
}
