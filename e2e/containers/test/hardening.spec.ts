import { beforeAll, describe, expect, it } from '@jest/globals';
import { inContainer, topologies } from '@twinshop/topologies';
import { shopInContainers } from '../src/config.ts';
import { containerOf, inside, inspect, type ContainerFacts } from '../src/inspect.ts';

const { variant, admin } = shopInContainers();
const topology = topologies[variant]!;
const processes = topology.processes.map(({ name }) => name);
const running = [...processes, 'postgres', ...topology.servers, 'shopkeeper'];
/** Those that may be written to; the rest is memory, which goes with the container. */
const writable: Record<string, string[]> = {
  'payment-provider': ['/data'],
  postgres: ['/var/lib/postgresql/data'],
  redis: ['/data'],
};

describe.each(running)('the container of %s', (service) => {
  let id: string;
  let facts: ContainerFacts;

  beforeAll(async () => {
    id = await containerOf(service);
    facts = await inspect(id);
  });

  it('is healthy, by its own check', () => {
    expect(facts.State).toMatchObject({ Status: 'running', Health: { Status: 'healthy' } });
  });

  it('runs as nobody of importance', async () => {
    const { output } = await inside(id, 'id', '-u');
    expect(Number(output)).toBeGreaterThan(0);
    expect(facts.HostConfig).toMatchObject({ Privileged: false, CapDrop: ['ALL'] });
    expect(facts.HostConfig.SecurityOpt).toContain('no-new-privileges:true');
    const { output: status } = await inside(id, 'cat', '/proc/1/status');
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  });

  it('can’t write to what it is made of', async () => {
    expect(facts.HostConfig.ReadonlyRootfs).toBe(true);
    for (const place of ['/', '/app', '/etc', '/usr/local/bin', '/run/secrets'])
      expect(await inside(id, 'sh', '-c', `touch ${place}/mark`)).toMatchObject({ ok: false });
    const volumes = facts.Mounts.filter(({ Type, RW }) => Type === 'volume' && RW);
    expect(volumes.map(({ Destination }) => Destination)).toEqual(writable[service] ?? []);
  });

  it('has a limit of memory and of processor, and is started again if it dies', () => {
    expect(facts.HostConfig.Memory).toBeGreaterThan(0);
    expect(facts.HostConfig.NanoCpus).toBeGreaterThan(0);
    expect(facts.HostConfig.RestartPolicy.Name).toBe('unless-stopped');
  });

  it('has no secret in its environment', () => {
    const text = facts.Config.Env.join('\n');
    expect(text).not.toContain(admin.password);
    for (const line of facts.Config.Env) {
      expect(line).not.toMatch(/postgres(ql)?:\/\/[^/]*:[^/]*@|BEGIN [A-Z ]*KEY|"d":/);
      expect(line).not.toMatch(/^\w*(PASSWORD|SECRET|TOKEN|KEY)=/);
    }
  });
});

const secretsOf = async (service: string): Promise<string[]> => {
  const { output } = await inside(await containerOf(service), 'ls', '/run/secrets');
  return output.split('\n').filter((line) => line !== '');
};

describe('secrets', () => {
  it.each(processes)('are only those that %s needs', async (service) => {
    const process = topology.processes.find(({ name }) => name === service)!;
    const needed = process.kind === 'node' ? [...inContainer(topology, process).secrets].sort() : [];
    if (needed.length === 0) {
      const { output } = await inside(
        await containerOf(service),
        'sh',
        '-c',
        'ls /run/secrets /secrets 2>/dev/null || true',
      );
      expect(output.replaceAll(/^\S*:$/gm, '').trim()).toBe('');
    } else expect(await secretsOf(service)).toEqual(needed);
  });

  it('of PostgreSQL’s superuser are PostgreSQL’s alone', async () => {
    expect(await secretsOf('postgres')).toEqual(['postgres-password']);
  });
});

it('nothing but the shop’s front door is published by docker-compose.yml', async () => {
  for (const service of running) {
    const { NetworkSettings } = await inspect(await containerOf(service));
    const published = Object.entries(NetworkSettings.Ports).flatMap(([port, hosts]) =>
      (hosts ?? []).map(({ HostIp }) => `${port} on ${HostIp}`),
    );
    // The overlay of this test adds internal ports, on this machine only.
    const own = service === topology.entry ? ['8080/tcp on 127.0.0.1'] : [];
    const added = published.filter((port) => !own.includes(port));
    expect(published).toEqual(expect.arrayContaining(own));
    expect(added.every((port) => /^(9080|8080)\/tcp on 127\.0\.0\.1$/.test(port))).toBe(true);
  }
});
