import type { Topology } from '../topology.ts';
import { step0 } from './step-0.ts';
import { step1 } from './step-1.ts';
import { step2 } from './step-2.ts';
import { step3 } from './step-3.ts';
import { step4 } from './step-4.ts';
import { step5 } from './step-5.ts';
import { step6 } from './step-6.ts';
import { step7 } from './step-7.ts';

/** The way from the monolith to the services: the shop at each step, by its number. */
export const steps: readonly Topology[] = [step0, step1, step2, step3, step4, step5, step6, step7];
