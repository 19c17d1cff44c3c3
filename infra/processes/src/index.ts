export { placeOfEngine, placesFor, type Place } from './cgroup-places.ts';
export { cpuTime, cpuTimeOfTree } from './cpu-time.ts';
export { endChild, hasEnded } from './end-child.ts';
export { freePort, isFree } from './free-port.ts';
export { lastLines } from './last-lines.ts';
export {
  parseProcessStat,
  processTable,
  treeOf,
  type ProcessStat,
  type ProcessTable,
} from './process-table.ts';
