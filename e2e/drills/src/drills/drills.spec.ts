import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { toggles } from '@twinshop/mutations';
import type { Topology } from '@twinshop/topologies';
import { isApplicable } from '../drill.ts';
import type { Fault } from '../faults/fault.ts';
import { VARIANTS } from '../record/drill-record.ts';
import { topologyOf } from '../run/topology-of.ts';
import { drills } from './index.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const LONGEST_MS = 180_000;

const scenarios = drills.flatMap((drill) =>
  VARIANTS.flatMap((variant) => {
    const scenario = drill.variants[variant];
    if (!isApplicable(scenario)) return [];
    const topology = topologyOf(variant, scenario.scale);
    return [{ title: `${drill.name} on the ${variant}`, drill, variant, scenario, topology }];
  }),
);

/** Names of all that can be killed: each replica, and the servers. */
const partsOf = ({ processes, servers }: Topology): string[] => [
  ...processes.flatMap(({ name, replicas }) => [
    name,
    ...Array.from({ length: replicas - 1 }, (_, nth) => `${name}-${nth + 2}`),
  ]),
  ...servers,
  'postgres',
];

const processesOf = ({ processes }: Topology): string[] => processes.map(({ name }) => name);

/** What a fault names that the shop would not have. */
function unknownIn(fault: Fault, topology: Topology): string[] {
  const missingFrom = (known: readonly string[], ...names: string[]): string[] =>
    names.filter((name) => !known.includes(name));
  switch (fault.kind) {
    case 'kill':
    case 'pause':
      return missingFrom(partsOf(topology), fault.part);
    case 'roll':
    case 'failpoint':
    case 'full-log':
      return missingFrom(processesOf(topology), fault.process);
    case 'reload':
      return missingFrom(processesOf(topology), 'gateway');
    case 'link':
      return 'before' in fault
        ? missingFrom(processesOf(topology), fault.before)
        : [
            ...missingFrom(processesOf(topology), fault.between[0]),
            ...missingFrom(partsOf(topology), fault.between[1]),
          ];
    case 'flush':
      return missingFrom(topology.servers, 'redis');
    case 'lock':
      return missingFrom(Object.keys(topology.databases), fault.module);
    case 'poison':
      return missingFrom(Object.keys(topology.queues), fault.queue);
    case 'provider':
      return missingFrom(processesOf(topology), 'payment-provider');
  }
}

describe('drills', () => {
  it('have names and aliases of their own', () => {
    const names = drills.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('have titles of their own', () => {
    const titles = drills.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('mean something on one variant at least', () => {
    for (const { name, variants } of drills)
      expect([name, Object.values(variants).some(isApplicable)]).toEqual([name, true]);
  });

  it.each(drills)('$name shows code that is there', ({ code }) => {
    expect(code).not.toHaveLength(0);
    expect(code.filter(({ path: file }) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  it.each(drills)('$name has guards that can be switched off where it runs', ({ guards = [], variants }) => {
    const applicable = VARIANTS.filter((variant) => isApplicable(variants[variant]));
    for (const guard of guards) {
      const toggle = Object.values(toggles).find(({ name }) => name === guard);
      expect([guard, applicable.some((variant) => toggle?.variants.includes(variant))]).toEqual([
        guard,
        true,
      ]);
    }
  });

  it.each(scenarios)('$title breaks what is there', ({ scenario, topology }) => {
    expect(scenario.faults).not.toHaveLength(0);
    expect(scenario.faults.flatMap((fault) => unknownIn(fault, topology))).toEqual([]);
  });

  it.each(scenarios)('$title ends within three minutes', ({ scenario }) => {
    expect(scenario.faultMs).toBeGreaterThan(0);
    expect(scenario.faultMs).toBeLessThanOrEqual(LONGEST_MS);
  });

  it.each(scenarios)('$title expects something', ({ scenario }) =>
    expect(scenario.expects).not.toHaveLength(0),
  );

  it.each(scenarios)('$title sets switches in a replica that there is', ({ scenario, topology }) => {
    for (const fault of scenario.faults)
      if (fault.kind === 'failpoint')
        expect(fault.replica ?? 1).toBeLessThanOrEqual(
          topology.processes.find(({ name }) => name === fault.process)!.replicas,
        );
  });
});
