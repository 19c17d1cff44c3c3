import { describe, expect, it } from '@jest/globals';
import { microservices, namesOf, steps, type Topology } from '@twinshop/topologies';
import { handWritten, imagesOf, MADE_AS, modelOf } from '../src/index.ts';

const files = handWritten();
const servicesOf = (topology: Topology) => modelOf(topology, files, '/home/gateway').services;
const [step0, step1, step2, step3, step4] = steps as [Topology, Topology, Topology, Topology, Topology];

const madeAs = (topology: Topology, name: string): string | undefined =>
  servicesOf(topology)[name]?.labels?.[MADE_AS];

describe.each(steps)('$name in containers', (topology) => {
  const services = servicesOf(topology);

  it('has a service for each replica, its servers, and a gateway', () => {
    const wanted = [...namesOf(topology), ...topology.servers, 'gateway', 'postgres'];
    expect(Object.keys(services)).toEqual(expect.arrayContaining(wanted));
    expect(Object.keys(services).toSorted()).toEqual(
      [...new Set([...wanted, 'secrets', 'shopkeeper', 'lookout'])].toSorted(),
    );
  });

  it('lets customers reach the gateway and nobody else', () => {
    const reached = Object.entries(services).filter(([, { networks }]) =>
      JSON.stringify(networks)?.includes('door'),
    );
    expect(reached.map(([name]) => name).toSorted()).toEqual(['gateway', 'lookout']);
    expect(services['monolith']?.ports).toBeUndefined();
  });

  it('keeps what was written by hand: limits, and what a container may do', () => {
    for (const [name, service] of Object.entries(services))
      expect({ name, ...service }).toMatchObject({
        name,
        read_only: true,
        cap_drop: ['ALL'],
        mem_limit: expect.any(String),
      });
  });

  it('builds each image once', () => {
    const built = Object.values(services).flatMap(({ build, image }) => (build === undefined ? [] : [image]));
    expect(built).toEqual([...new Set(built)]);
  });
});

describe('a container on the way from step to step', () => {
  it('stays where nothing changes for it', () => {
    expect(madeAs(step0, 'monolith')).toBe(madeAs(step1, 'monolith'));
    expect(madeAs(step3, 'recommendation')).toBe(madeAs(step4, 'recommendation'));
    expect(steps.map((step) => madeAs(step, 'gateway'))).toEqual(steps.map(() => madeAs(step0, 'gateway')));
  });

  it('is another one where it is told something else', () => {
    expect(madeAs(step1, 'monolith')).not.toBe(madeAs(step2, 'monolith'));
    expect(madeAs(step2, 'monolith')).not.toBe(madeAs(step3, 'monolith'));
  });

  it('runs the program of its step', () => {
    expect(servicesOf(step1)['monolith-2']).toMatchObject({ image: 'twinshop/monolith' });
    expect(servicesOf(step2)['monolith-2']).toMatchObject({ image: 'twinshop/decoupled-monolith' });
  });
});

describe('the images of all steps', () => {
  it('are those of both variants, and the monolith that is taken apart', () => {
    const wanted = [
      ...microservices.processes.map(({ name }) => name),
      'monolith',
      'decoupled-monolith',
      'setup',
    ];
    expect(Object.keys(imagesOf(steps).services).toSorted()).toEqual(wanted.toSorted());
  });
});
