import path from 'node:path';
import type { Mutation } from '@twinshop/mutations';
import type { Variant } from '../record/drill-record.ts';
import { thisMachine } from '../record/this-machine.ts';
import { isWrong } from './is-wrong.ts';
import { runSoak, type SoakSpectator } from './run-soak.ts';
import type { SoakRecord, SoakRun } from './soak-record.ts';

export interface SoakWishes {
  variants: readonly Variant[];
  orders: number;
  faults: number;
  seed: number;
  kinds?: readonly string[] | undefined;
  without: readonly Mutation[];
  /** The command that does the same again. */
  command: string;
  /** Where evidence is saved, below the variant's name. */
  folder: string;
  spectatorOf: (variant: Variant) => SoakSpectator;
  signal: AbortSignal;
}

/** Soaks each variant, one after the other. @throws AbortError when it is called off; the shop is stopped then */
export async function soak(wishes: SoakWishes): Promise<SoakRecord> {
  const { variants, orders, faults, seed, command, folder, spectatorOf } = wishes;
  const startedAt = new Date().toISOString();
  const runs: SoakRun[] = [];
  for (const variant of variants)
    runs.push(
      await runSoak({
        ...wishes,
        variant,
        evidenceFolder: path.join(folder, `evidence-${variant}`),
        spectator: spectatorOf(variant),
      }),
    );
  return {
    format: 1,
    seed,
    command,
    startedAt,
    machine: thisMachine(),
    orders,
    faults,
    runs,
    passed: !runs.some(isWrong),
  };
}
