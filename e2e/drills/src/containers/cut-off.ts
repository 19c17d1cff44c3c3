import { docker, inspect, type ContainerFacts } from '@twinshop/docker';
import type { Link } from '../faults/stage.ts';

/**
 * The way to a container: a blackhole is that it leaves all of its networks. What is open stays open and hears nothing more;
 * who asks for its name is told that there is none.
 */
export function wayTo({ id }: ContainerFacts): Link {
  let left: ContainerFacts['networks'] = {};
  return {
    async set({ kind }) {
      if (kind !== 'blackhole') throw new Error(`No way to a container can be made a ${kind}.`);
      const [{ networks }] = (await inspect(id)) as [ContainerFacts];
      left = networks;
      for (const network of Object.keys(networks)) await docker(['network', 'disconnect', network, id]);
    },
    async heal() {
      for (const [network, aliases] of Object.entries(left)) {
        const names = aliases.flatMap((alias) => ['--alias', alias]);
        await docker(['network', 'connect', ...names, network, id]);
        delete left[network];
      }
    },
  };
}
