import { inWhatRuns, type Action } from '../action.ts';
import type { Way } from './way.ts';

/** Programs, servers, keys and databases of the step to come. */
export const servers = ({ to }: Way): Action =>
  inWhatRuns({
    phase: 'prepare',
    says: 'programs, servers, keys and databases that the step needs',
    run: async ({ control }) => {
      await control.build(to.name);
      await control.prepareServers(to.name);
      await control.ensureDatabases(to.name);
    },
  });

export const startMissing = ({ to }: Way, says: string): Action =>
  inWhatRuns({
    phase: 'prepare',
    says,
    run: async ({ control }) =>
      void (await control.startMissing(to.name, await control.ensureDatabases(to.name))),
  });

export const replaceChanged = (
  { to }: Way,
  phase: Action['phase'],
  says: string,
  only?: readonly string[],
): Action =>
  inWhatRuns({
    phase,
    says,
    run: async ({ control }) => void (await control.replaceChanged(to.name, only)),
  });

export const sendTo = ({ to }: Way, phase: Action['phase'], says: string): Action =>
  inWhatRuns({
    phase,
    says,
    run: ({ control }) => control.configureGateway(to.name),
  });

export const stopExtra = ({ to }: Way, says: string): Action =>
  inWhatRuns({
    phase: 'settle',
    says,
    run: async ({ control }) => void (await control.stopExtra(to.name)),
  });

export const become = ({ to }: Way): Action =>
  inWhatRuns({
    phase: 'settle',
    says: `the shop is at ${to.name.replace('-', ' ')}`,
    run: async ({ control }) => control.becomes(to.name, await control.ensureDatabases(to.name)),
  });

export const observe = (says: string): Action => ({
  phase: 'observe',
  says,
  run: ({ steady }) => steady(),
});
