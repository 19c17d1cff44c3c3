import type { ProcessDescription, Topology } from './topology.ts';

/** One replica of a process. */
export interface ProcessInstance {
  name: string;
  /** 1, 2, … among the replicas. */
  number: number;
  description: ProcessDescription;
}

/** The first replica goes by the process's own name, the others by `name-2`, `name-3`, … */
export function instancesOf(description: ProcessDescription): ProcessInstance[] {
  return Array.from({ length: description.replicas }, (_, index) => ({
    name: index === 0 ? description.name : `${description.name}-${index + 1}`,
    number: index + 1,
    description,
  }));
}

/** The process that a replica is one of. */
export const processOf = (instance: string): string => instance.replace(/-\d+$/, '');

/** How a topology's processes are called, with all replicas. */
export const namesOf = (topology: Topology): string[] =>
  topology.processes.flatMap(instancesOf).map(({ name }) => name);
