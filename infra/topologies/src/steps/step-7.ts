import { microservices } from '../microservices.ts';
import type { ProcessDescription, Topology } from '../topology.ts';

/** The monolith is gone. */
export const step7: Topology = {
  ...microservices,
  name: 'step-7',
  summary: 'a process for each module',
  processes: microservices.processes.map(asBefore),
};

/** The gateway of the steps before has to find its port's socket as it was. */
function asBefore(process: ProcessDescription): ProcessDescription {
  return process.kind === 'gateway'
    ? { ...process, gateway: { ...process.gateway, sharesPort: true } }
    : process;
}
