import { monolith } from '../monolith.ts';
import type { ProcessDescription, Topology } from '../topology.ts';

/** One process, one database. */
export const step0: Topology = {
  ...monolith,
  name: 'step-0',
  summary: 'one process, one database',
  processes: monolith.processes.map(sharingItsPort),
};

/** So that the gateway of step 1 can take the port over, and give it back. */
function sharingItsPort(process: ProcessDescription): ProcessDescription {
  if (process.kind !== 'node' || process.name !== monolith.entry) return process;
  const { environment } = process;
  return { ...process, environment: (here) => ({ ...environment(here), REUSE_PORT: 'true' }) };
}
