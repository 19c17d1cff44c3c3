import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { renderUpstreams } from '@twinshop/gateway';
import { shopSettings } from '@twinshop/postgres';
import {
  inContainer,
  microservices,
  monolith,
  monolithBehindGateway,
  type ProcessDescription,
} from '@twinshop/topologies';
import { parse } from 'yaml';
import { z } from 'zod';

const workspace = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(workspace, file), 'utf8');

/** `${NAME:-default}` as Compose fills it in where nothing is set. */
const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

const Dependency = z.object({ condition: z.string(), required: z.boolean().optional() });
const Service = z.object({
  profiles: z.array(z.string()),
  image: z.string(),
  build: z
    .object({ dockerfile: z.string(), target: z.string(), args: z.record(z.string(), z.string()).optional() })
    .optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  depends_on: z.record(z.string(), Dependency).default({}),
  ports: z.array(z.string()).default([]),
  mem_limit: z.string(),
  cpus: z.number(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.array(z.string()),
  restart: z.string(),
});
type Service = z.infer<typeof Service>;

const file = z
  .object({ services: z.record(z.string(), Service) })
  .parse(parse(withDefaults(read('docker-compose.yml')), { merge: true }));

const variants = [monolith, microservices];
const servicesOf = (profile: string): [string, Service][] =>
  Object.entries(file.services).filter(([, { profiles }]) => profiles.includes(profile));
/** Ends once its work is done. */
const ONCE = ['secrets', 'databases'];
const SETUP = [...ONCE, 'shopkeeper'];
const megabytes = (limit: string): number => Number(/^(\d+)m$/.exec(limit)![1]);

describe.each(variants)('the profile $name', (topology) => {
  const services = Object.fromEntries(servicesOf(topology.name));
  const pairs = topology.processes.map((process) => ({ process, service: services[process.name]! }));

  it('has the processes and servers of its topology, and what prepares them', () => {
    const wanted = [...topology.processes.map(({ name }) => name), 'postgres', ...topology.servers, ...SETUP];
    expect(Object.keys(services).sort()).toEqual(wanted.sort());
  });

  it.each(pairs)('builds $process.name and runs it as there', ({ process, service }) => {
    expect(service.image).toBe(`twinshop/${process.name}`);
    if (process.kind === 'gateway') {
      expect(service.build).toMatchObject({ target: 'gateway' });
      return;
    }
    const { environment } = inContainer(topology, process);
    const flags = process.flags === undefined ? {} : { NODE_OPTIONS: process.flags.join(' ') };
    expect(service.environment).toEqual({ ...environment, ...flags });
    expect(`${service.build?.args?.['APP']}/dist/main.js`).toBe(process.program);
  });

  it.each(pairs)('starts $process.name after those that it needs', ({ process, service }) => {
    for (const name of process.after) expect(service.depends_on[name]?.condition).toBe('service_healthy');
    if (needsDatabase(process))
      expect(service.depends_on['databases']?.condition).toBe('service_completed_successfully');
  });

  const needsDatabase = (process: ProcessDescription): boolean =>
    process.kind === 'node' && Object.keys(inContainer(topology, process).databases).length > 0;

  it('publishes one port, on this machine only: that of the process which customers reach', () => {
    const published = Object.entries(services).flatMap(([name, { ports }]) =>
      ports.map((port) => `${name} ${port}`),
    );
    expect(published).toEqual([`${topology.entry} 127.0.0.1:8080:8080`]);
  });

  it('takes no more memory than a laptop has to spare, and as much as the README says', () => {
    const sum = Object.entries(services)
      .filter(([name]) => !ONCE.includes(name))
      .reduce((total, [, { mem_limit }]) => total + megabytes(mem_limit), 0);
    expect(sum).toBeLessThanOrEqual(4_096);
    expect({ sum, isInReadme: read('README.md').includes(`${(sum / 1024).toFixed(1)} GB`) }).toMatchObject({
      isInReadme: true,
    });
  });
});

describe('docker-compose.yml', () => {
  it('names no password, and nobody’s registry', () => {
    expect(read('docker-compose.yml')).not.toMatch(/password: |PASSWORD: |postgres:\/\/\S+:\S+@/);
    for (const { image } of Object.values(file.services))
      expect(image).toMatch(/^(twinshop\/[\w-]+|(prom\/)?\w+:[\w.-]+)$/);
  });

  it('tunes PostgreSQL as the shop without containers does, but for its share of the memory', () => {
    const { shared_buffers: _, ...given } = Object.fromEntries(
      file.services['postgres']!.command!.filter((word) => word.startsWith('-c')).map(
        (word) => word.slice(2).split('=') as [string, string],
      ),
    );
    expect(shopSettings).toMatchObject(given);
    expect(Object.keys(given)).toEqual(
      expect.arrayContaining(['max_connections', 'jit', 'idle_in_transaction_session_timeout']),
    );
  });

  it('has every service keep its privileges, and come back when it dies', () => {
    for (const [name, { restart, security_opt }] of Object.entries(file.services)) {
      expect(security_opt).toContain('no-new-privileges:true');
      expect(restart).toBe(ONCE.includes(name) ? 'no' : 'unless-stopped');
    }
  });
});

describe('a shop that is compared', () => {
  const Limits = z.object({
    cgroup_parent: z.string().optional(),
    cpus: z.number().optional(),
    mem_limit: z.number().optional(),
  });
  const fenced = z
    .object({ services: z.record(z.string(), Limits) })
    .parse(parse(read('infra/docker/compose.fenced.yml'), { merge: true })).services;
  const ofShop = (topology: typeof monolith): string[] =>
    [...topology.processes.map(({ name }) => name), 'postgres', ...topology.servers].filter(
      (name) => name !== 'payment-provider',
    );

  it.each([...new Set([...ofShop(microservices), ...ofShop(monolith)])])(
    'shares what its group has, as no container has limits of its own: %s',
    (name) => expect(fenced[name]).toEqual({ cgroup_parent: '${SHOP_GROUP:-}', cpus: 0, mem_limit: 0 }),
  );

  it('has what is no part of it outside', () => {
    for (const name of ['payment-provider', 'shopkeeper', 'lookout'])
      expect(fenced[name]).not.toHaveProperty('cgroup_parent');
  });

  it('has the gateway send all to the monolith, as it does without containers', () => {
    const gateways = monolithBehindGateway.processes.filter((process) => process.kind === 'gateway');
    const servers = { monolith: ['monolith:8080'] };
    expect(gateways.map(({ gateway }) => renderUpstreams(gateway, servers))).toEqual([
      read('infra/docker/gateway/monolith-upstreams.conf'),
    ]);
  });
});
