import { gatewayOf } from '@twinshop/topologies';
import { inWhatRuns, type Action, type Phase } from '../action.ts';
import type { Way } from './way.ts';

/** The two replicas of the monolith: the one waits while the other serves. */
export const FIRST = 'monolith';
export const SECOND = 'monolith-2';

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

/** @param except the replica that gets no requests */
export const onlyOn = ({ from }: Way, except: typeof FIRST | typeof SECOND, phase: Phase): Action =>
  inWhatRuns({
    phase,
    says: `requests are sent to ${except === FIRST ? SECOND : FIRST} only`,
    run: ({ control }) => control.configureGateway(gatewayOf(from), [except]),
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
