import { count, counted, duration } from '@twinshop/report';
import type { CompareRecord } from '../../record/compare-record.ts';

/** On what, with what and when it was measured: a name and its words each. */
export function factsOf(record: CompareRecord): [name: string, words: string][] {
  const { machine, fence, versions, plan, seed, startedAt, endedAt } = record;
  return [
    [
      'Machine',
      `${machine.cpu}, ${counted(machine.cores, 'core')}, ${count(machine.memoryGb)} GB, ${machine.system}`,
    ],
    ['Limits of each shop', limits(fence)],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    ['Plan', plan],
    ['Seed', String(seed)],
    ['Started', `${startedAt.slice(0, 16).replace('T', ' ')} UTC`],
    ['Took', duration(Date.parse(endedAt) - Date.parse(startedAt))],
  ];
}

function limits({ kind, cpus, memoryMb }: CompareRecord['fence']): string {
  const by = {
    cgroup: 'by a cgroup',
    affinity: 'by processor affinity',
    containers: 'by its containers',
    none: '',
  };
  const parts = [
    ...(cpus === undefined ? [] : [counted(cpus, 'processor')]),
    ...(memoryMb === undefined ? [] : [`${count(memoryMb)} MB`]),
  ];
  return parts.length === 0 ? 'none' : `${parts.join(', ')} ${by[kind]}`.trim();
}
