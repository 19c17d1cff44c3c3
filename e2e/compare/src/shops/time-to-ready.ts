import type { FencedShop } from './fenced-shop.ts';

/** Milliseconds from when all programs of a shop were started at once. */
export interface TimeToReady {
  /** Until the last of them was ready: the shop is. */
  shop: number;
  /** Each by itself, while the others start beside it. */
  byProcess: Readonly<Record<string, number>>;
}

/** Not counted: they are the same for either variant, and stay where they are when programs are deployed. */
const SERVERS = ['postgres', 'redis'];

/**
 * Ends all programs of a shop at once, gateway and all, and starts them again at once, on the data and the servers that
 * are there. Nothing may be asked of the shop meanwhile.
 */
export async function timeToReady(shop: FencedShop): Promise<TimeToReady> {
  const programs = shop.processes.map(({ name }) => name).filter((name) => !SERVERS.includes(name));
  await Promise.all(programs.map((name) => shop.killProcess(name, 'SIGTERM')));
  const left = shop.processes.filter(({ name, pid }) => programs.includes(name) && pid !== undefined);
  if (left.length > 0)
    throw new Error(`Asked to end, ${left.map(({ name }) => name).join(' and ')} did not.`);
  const began = performance.now();
  const byProcess: Record<string, number> = {};
  const start = async (name: string): Promise<void> => {
    await shop.restart(name);
    byProcess[name] = performance.now() - began;
  };
  await Promise.all(programs.map(start));
  return { shop: Math.max(...Object.values(byProcess)), byProcess };
}
