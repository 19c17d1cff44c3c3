export type { Step } from './step.ts';
export { Twin } from './twin.ts';
