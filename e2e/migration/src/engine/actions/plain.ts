import { hasGateway, type Topology } from '@twinshop/topologies';
import type { Action } from '../action.ts';
import { become, observe, replaceChanged, sendTo, servers, startMissing, stopExtra } from './converge.ts';
import type { Way } from './way.ts';

/** Step 0 has none. */
const ifGateway = ({ to }: Way, ...actions: Action[]): Action[] => (hasGateway(to) ? actions : []);

/** A step on in which no data moves: new processes come, get their requests, and old ones go. */
export const plainly = (way: Way): Action[] => [
  servers(way),
  startMissing(way, 'processes that are new'),
  ...ifGateway(way, sendTo(way, 'cut over', 'the gateway sends as the step says')),
  observe('whether all is as it was'),
  replaceChanged(way, 'settle', 'processes that are told something else, one after the other'),
  ...ifGateway(way, sendTo(way, 'settle', 'the gateway knows all replicas')),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

/** The same back: what comes back is there before requests are sent to it. */
export const plainlyBack = (way: Way): Action[] => [
  servers(way),
  startMissing(way, 'processes that were stopped'),
  replaceChanged(way, 'prepare', 'processes that are told something else, one after the other'),
  ...ifGateway(way, sendTo(way, 'cut over', 'the gateway sends as the step says')),
  observe('whether all is as it was'),
  stopExtra(way, 'processes that are no longer needed'),
  become(way),
];

/**
 * A step that nothing was handed over in is left: everything is as its topology says again. Requests go where they went until
 * processes are as before: one that gets none may have a module in it that has no data yet.
 */
export function abandoning(topology: Topology): Action[] {
  const way = { to: topology } as Way;
  return [
    replaceChanged(way, 'settle', 'processes that were changed are as before'),
    ...ifGateway(way, sendTo(way, 'settle', 'the gateway sends as before')),
    stopExtra(way, 'processes that had come are stopped'),
  ];
}
