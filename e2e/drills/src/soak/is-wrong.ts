import { violationsIn } from '@twinshop/invariants';
import type { SoakRun } from './soak-record.ts';

/** Whether the shop broke a promise, or something happened that should not. */
export const isWrong = ({ check, problems }: Pick<SoakRun, 'check' | 'problems'>): boolean =>
  violationsIn(check).length > 0 || problems.length > 0;
