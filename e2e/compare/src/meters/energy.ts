import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readProcFile } from './proc-file.ts';

const FOLDER = '/sys/class/powercap';
/** A whole processor; its parts, `intel-rapl:0:1`, are in it. AMD’s are named like Intel’s. */
const PACKAGE = /^intel-rapl:\d+$/;

/** A counter of a processor package, in microjoules, and where it begins anew. */
export interface EnergyCounter {
  name: string;
  microjoules: number;
  wrapsAt: number;
}

/** By Linux’s powercap interface (RAPL); none in most virtual machines, and where only root may read them. */
export function readEnergyCounters(folder: string = FOLDER): EnergyCounter[] {
  return packagesIn(folder).flatMap((name) => {
    const microjoules = readProcFile(path.join(folder, name, 'energy_uj'));
    const wrapsAt = readProcFile(path.join(folder, name, 'max_energy_range_uj'));
    return microjoules === undefined || wrapsAt === undefined
      ? []
      : [{ name, microjoules: Number(microjoules), wrapsAt: Number(wrapsAt) }];
  });
}

/** Joules that the whole machine’s processors took from one reading to the other; undefined where nobody counts. */
export function joulesBetween(
  before: readonly EnergyCounter[],
  after: readonly EnergyCounter[],
): number | undefined {
  const taken = after.flatMap(({ name, microjoules, wrapsAt }) => {
    const first = before.find((one) => one.name === name);
    if (first === undefined) return [];
    const difference = microjoules - first.microjoules;
    return [difference < 0 ? difference + wrapsAt : difference];
  });
  return taken.length === 0 ? undefined : taken.reduce((sum, one) => sum + one, 0) / 1e6;
}

function packagesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => PACKAGE.test(name));
  } catch {
    return [];
  }
}
