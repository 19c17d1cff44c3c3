import type { Home } from '../home.ts';
import type { HostedModule } from '../hosted-module.ts';
import { step2 } from './step-2.ts';
import { step3 } from './step-3.ts';
import { step4 } from './step-4.ts';
import { step5 } from './step-5.ts';
import { step6 } from './step-6.ts';

/** What the monolith is made of at each step from 2 on. */
export const modulesAtStep: Readonly<Record<number, (home: Home) => Promise<HostedModule>[]>> = {
  2: step2,
  3: step3,
  4: step4,
  5: step5,
  6: step6,
};
