import type { Part } from '../processes/part.ts';

/** A part, and the names of those that must be ready before it. Names of parts that there are none of are ignored. */
export interface Step<P extends Part = Part> {
  part: P;
  after: readonly string[];
}

/**
 * Starts each part as soon as those before it are ready, all others at the same time.
 * @param onReady told the name of each
 * @throws what the first that failed threw; others may still be starting
 */
export async function startAll(
  steps: readonly Step[],
  isStopping: () => boolean,
  onReady: (name: string) => void,
): Promise<void> {
  const ready = new Map<string, Promise<void>>();
  // In an order in which each comes after those it needs, so that those are in the map.
  for (const { part, after } of steps) {
    const start = async (): Promise<void> => {
      await Promise.all(after.map((name) => ready.get(name)));
      if (isStopping()) return;
      await part.start();
      onReady(part.name);
    };
    ready.set(part.name, start());
  }
  await Promise.all(ready.values());
}

/** Stops each part as soon as those that need it have stopped, all others at the same time. */
export async function stopAll(steps: readonly Step[]): Promise<void> {
  const stopped = new Map<string, Promise<void>>();
  const stop = async ({ part }: Step): Promise<void> => {
    const dependents = steps.filter(({ after }) => after.includes(part.name));
    await Promise.all(dependents.map(once));
    await part.stop();
  };
  const once = (step: Step): Promise<void> => {
    const { name } = step.part;
    if (!stopped.has(name)) stopped.set(name, stop(step));
    return stopped.get(name)!;
  };
  await Promise.all(steps.map(once));
}
