export type { FailpointName, FailpointSettings } from './failpoints/failpoints.ts';
export { withFailpoints, type FaultControl, type WithFailpoints } from './failpoints/with-failpoints.ts';
export { mutated } from './mutated.ts';
export type { Edit, Mutation } from './mutation.ts';
export { seededBugs } from './seeded-bugs/index.ts';
export { toggles } from './toggles/index.ts';
export type { Toggle } from './toggles/toggle.ts';
