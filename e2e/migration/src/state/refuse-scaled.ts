import { namesOf, processOf, steps } from '@twinshop/topologies';

/**
 * Keeps a shop with more replicas than its step has from being migrated: actions start, replace and stop replicas by name, and
 * customers would be left with code that nobody waits for, or with fewer processes than they need.
 * @param between the step that the shop is at, and the one that is under way to
 * @param running names of what runs
 * @throws Error that says what to do
 */
export function refuseScaled(between: readonly [number, number], running: readonly string[]): void {
  const known = between.flatMap((step) => namesOf(steps[step]!));
  const added = running.filter((name) => !known.includes(name) && known.includes(processOf(name)));
  if (added.length === 0) return;
  throw new Error(
    `A migration leads a shop with the replicas that its steps have, and ${added.join(', ')} came with --scale. Start it without that, and scale it where it has come to.`,
  );
}
