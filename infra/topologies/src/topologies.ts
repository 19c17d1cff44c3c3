import { microservices } from './microservices.ts';
import { monolithBehindGateway } from './monolith-behind-gateway.ts';
import { monolith } from './monolith.ts';
import { steps } from './steps/index.ts';
import type { Topology } from './topology.ts';

/** The two shops, by name. */
export const topologies: Readonly<Record<string, Topology>> = {
  [microservices.name]: microservices,
  [monolith.name]: monolith,
};

/** All that there are, by name: the two, the steps between them, and what they are compared as. */
export const everyTopology: Readonly<Record<string, Topology>> = {
  ...topologies,
  ...Object.fromEntries(steps.map((step) => [step.name, step])),
  [monolithBehindGateway.name]: monolithBehindGateway,
};
