export { twoSteps } from './plan/arms.ts';
export { planOf, type Plan } from './plan/plan.ts';
export { measure } from './run/measure.ts';
