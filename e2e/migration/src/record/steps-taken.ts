import type { Stretch, TakenStep } from './migration-record.ts';

/** What was done, step by step: each from its first action to its last. What was only tidied up is no step. */
export function stepsTaken(stretches: readonly Stretch[]): Omit<TakenStep, 'seen'>[] {
  const taken: Omit<TakenStep, 'seen'>[] = [];
  for (const { from, to, undoes, fromMs, toMs } of stretches) {
    if (from === to) continue;
    const last = taken.at(-1);
    if (last?.from === from && last.to === to) last.toMs = toMs;
    else taken.push({ from, to, ...(undoes && { undoes }), fromMs, toMs });
  }
  return taken;
}
