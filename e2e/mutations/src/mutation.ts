import type { Topology } from '@twinshop/topologies';

/** One piece of a built module, and what stands there instead. */
export interface Edit {
  /** Below the workspace's root: `libs/platform/dist/messaging/inbox.js`. */
  module: string;
  /** Text that the module has exactly once, as the compiler writes it. */
  replace: string;
  by: string;
}

/** A shop that lacks one thing, as data: made when its processes load their modules, so that nothing built has a word of it. */
export interface Mutation {
  name: string;
  /** What is missing, in a sentence. */
  takesAway: string;
  /** Names of the topologies' processes that are concerned; a topology that has none of them is not changed by edits. */
  processes: readonly string[] | 'all';
  edits: readonly Edit[];
  /** For what is a matter of the topology itself, such as the gateway's fallbacks. */
  topology?: (topology: Topology) => Topology;
}
