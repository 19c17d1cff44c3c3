import { steps, type Topology } from '@twinshop/topologies';

/**
 * The processes that have a key to sign with. Those that check signatures know the signers from their own start on: on
 * the way from step to step, all that will ever sign are there from the beginning.
 */
export function signersOf({ name, signers }: Topology): string[] {
  const isStep = steps.some((step) => step.name === name);
  return [...new Set(isStep ? steps.flatMap((step) => step.signers) : signers)];
}
