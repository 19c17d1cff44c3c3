import { isApplicable, type Drill, type NotApplicable, type Scenario } from '../drill.ts';
import type { Fault } from '../faults/fault.ts';
import { VARIANTS, type Variant } from '../record/drill-record.ts';

/** A drill as it is in containers: scenarios that need what they don't offer have no meaning there. */
export function inContainers(drill: Drill): Drill {
  const variants = Object.fromEntries(
    VARIANTS.map((variant) => [variant, playable(drill.variants[variant], variant)]),
  ) as Drill['variants'];
  // A guard is switched off in the program as the workspace runs it; an image holds what is delivered.
  return { ...drill, variants, guards: [] };
}

/** Those that can be run in containers on one variant at least. */
export const playableInContainers = (drills: readonly Drill[]): Drill[] =>
  drills.map(inContainers).filter(({ variants }) => Object.values(variants).some(isApplicable));

function playable(scenario: Scenario | NotApplicable, variant: Variant): Scenario | NotApplicable {
  if (!isApplicable(scenario)) return scenario;
  const because = whyNot(scenario, variant);
  return because === undefined ? scenario : { because };
}

/** In a sentence, why a scenario can't be played in containers; undefined where it can. */
export function whyNot({ faults, scale = {} }: Scenario, variant: Variant): string | undefined {
  if (variant === 'monolith' && Object.keys(scale).length > 0)
    return 'In containers is one monolith, with no gateway before it.';
  return faults.map(whyNotFault).find((because) => because !== undefined);
}

function whyNotFault(fault: Fault): string | undefined {
  switch (fault.kind) {
    case 'failpoint':
      return 'It needs a switch within a process, and images hold the program as it is delivered.';
    case 'full-log':
      return 'The log of a container is kept by Docker, and is no file of the process.';
    case 'link':
      if (fault.fault.kind !== 'blackhole')
        return 'A container can be cut off from its networks, but its connections can’t be made to misbehave.';
      if ('between' in fault)
        return 'A container leaves a network as a whole: who is cut off from one other is cut off from all on it.';
      return undefined;
    default:
      return undefined;
  }
}
