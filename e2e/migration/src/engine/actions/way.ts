import type { Topology } from '@twinshop/topologies';
import type { Transition } from '../../steps/transitions.ts';

/** From one topology to another, whichever of them is the later step. */
export interface Way {
  from: Topology;
  to: Topology;
  transition: Transition;
}
