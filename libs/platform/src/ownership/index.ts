export {
  buildFence,
  closeFence,
  FENCED_TABLES,
  fenceTable,
  takeDownFence,
  unfenceTable,
  type OwnershipState,
} from './fence.ts';
export type { OwnWork } from './own-work.ts';
export { Ownership } from './ownership.ts';
export { OWNER_ONLY_HEADER, standBy } from './stand-by.ts';
