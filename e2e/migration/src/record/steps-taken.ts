import type { Stretch, TakenStep } from './migration-record.ts';

/** What was done, step by step: each from its first action to its last. @param from where it began */
export function stepsTaken(from: number, stretches: readonly Stretch[]): Omit<TakenStep, 'seen'>[] {
  const taken: Omit<TakenStep, 'seen'>[] = [];
  for (const { step, fromMs, toMs } of stretches) {
    const last = taken.at(-1);
    if (last?.to === step) last.toMs = toMs;
    else taken.push({ from: last?.to ?? from, to: step, fromMs, toMs });
  }
  return taken;
}
