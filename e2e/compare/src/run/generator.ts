import type { RunLoadOptions } from '@twinshop/load';
import type { Fence } from '../fence/fence.ts';

/**
 * Keeps the load on its own core, where there is one for it.
 * @param share of a processor's time that it is left with: less than 1 to see that a starved one is noticed
 * @throws where the share is less than 1 and nothing here can limit it
 */
export async function generatorFor(
  { cores, enclose }: Fence,
  share: number,
): Promise<{ options: RunLoadOptions; remove(): Promise<void> }> {
  const pinned = cores === undefined ? {} : { pinnedTo: cores.load };
  if (share === 1) return { options: pinned, remove: async () => undefined };
  const enclosure = await enclose('load');
  enclosure.setCpus(share);
  return { options: { ...pinned, prefix: enclosure.prefix }, remove: () => enclosure.remove() };
}
