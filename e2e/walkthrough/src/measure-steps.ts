import { randomInt } from 'node:crypto';
import path from 'node:path';
import { printSummary, writeReport } from '@twinshop/compare';
import { measure, planOf, twoSteps, type Plan } from '@twinshop/compare/measure';
import { EXPERIMENTS } from './measured/compared-step.ts';
import { readMeasured, withComparison, writeMeasured } from './measured/measured.ts';

export interface Measuring {
  /** Each beside the one before it. */
  steps: readonly number[];
  seed?: number;
  /** Put right after each step: what was measured before it was stopped stays. */
  file: string;
  /** A folder for the page of each comparison. */
  reports: string;
  stopping: AbortSignal;
}

/** Just enough rounds to be judged, of a day on which somebody orders: in 1.25 seconds nobody did in some. */
const SIZES = { rounds: 5, seconds: 4, shopWarmUpSeconds: 3 };

/** @returns what could not be measured, a sentence each */
export async function measureSteps({
  steps,
  seed = randomInt(1_000_000),
  file,
  reports,
  stopping,
}: Measuring): Promise<string[]> {
  const missing: string[] = [];
  for (const step of steps) {
    if (stopping.aborted) break;
    process.stderr.write(`\nStep ${step} beside step ${step - 1}\n`);
    try {
      const record = await measure({
        plan: plan(),
        arms: twoSteps(step - 1, step),
        seed,
        command: `./shop walkthrough --measure ${step} --seed ${seed}`,
        stopping,
      });
      await writeReport(record, path.join(reports, `step-${step}`));
      printSummary(record);
      await writeMeasured(file, withComparison(readMeasured(file), record));
    } catch (error) {
      // The others are worth being measured.
      missing.push(`step ${step}: ${(error as Error).message}`);
    }
  }
  return missing;
}

function plan(): Plan {
  const { sizes, ...planned } = planOf({ size: 'quick', only: EXPERIMENTS });
  return { ...planned, sizes: { ...sizes, ...SIZES } };
}
