import { expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';
import { eventually } from '@twinshop/testing';
import { topologies } from '@twinshop/topologies';
import { shopInContainers } from '../src/config.ts';
import { compose, containerOf, inside, inspect } from '../src/inspect.ts';

const { variant } = shopInContainers();
const service = topologies[variant]!.processes.find(
  ({ kind, name }) => kind === 'node' && name !== 'payment-provider',
)!.name;

const healthy = (id: string) =>
  eventually(
    async () =>
      expect((await inspect(id)).State).toMatchObject({ Status: 'running', Health: { Status: 'healthy' } }),
    {
      within: 60_000,
      describe: `${service} is healthy`,
    },
  );

const GREEDY = `const taken = []; for (;;) taken.push(Buffer.alloc(16 * 1024 * 1024, 1));`;

it(`who takes more memory than ${service} has is ended, and the rest lives`, async () => {
  const id = await containerOf(service);
  const greedy = await inside(id, 'node', '-e', GREEDY);
  expect(greedy).toMatchObject({ ok: false, output: expect.stringContaining('exit code 137') });
  await healthy(id);
});

it(`who takes more processor than ${service} has is slowed down`, async () => {
  const id = await containerOf(service);
  const { HostConfig } = await inspect(id);
  const cores = HostConfig.NanoCpus / 1e9;
  // More threads than cores, for half a second; what they got is measured by the kernel.
  const burn = `
    const { Worker } = require('node:worker_threads');
    const code = 'const end = Date.now() + 1500; while (Date.now() < end);';
    const before = process.cpuUsage(), began = process.hrtime.bigint();
    const workers = Array.from({ length: ${Math.ceil(cores) + 1} }, () => new Worker(code, { eval: true }));
    Promise.all(workers.map((w) => new Promise((done) => w.on('exit', done)))).then(() => {
      const { user, system } = process.cpuUsage(before);
      console.log((user + system) / Number((process.hrtime.bigint() - began) / 1000n));
    });`;
  const { ok, output } = await inside(id, 'node', '-e', burn);
  expect(ok).toBe(true);
  expect(Number(output)).toBeLessThan(cores * 1.15);
  await healthy(id);
});

it(`${service} is started again when its process dies`, async () => {
  const id = await containerOf(service);
  const { RestartCount, State } = await inspect(id);
  // From outside, as the kernel would: "docker kill" counts as being told to stop.
  process.kill(State.Pid, 'SIGKILL');
  await eventually(async () => expect((await inspect(id)).RestartCount).toBe(RestartCount + 1), {
    within: 30_000,
    describe: 'it is started again',
  });
  await healthy(id);
});

it('a whole stop is a gentle one: nobody had to be killed', async () => {
  const id = await containerOf(service);
  await compose.run(['stop', service]);
  expect((await inspect(id)).State).toMatchObject({ Status: 'exited', ExitCode: 0, OOMKilled: false });
  await docker(['start', id]);
  await healthy(id);
});
