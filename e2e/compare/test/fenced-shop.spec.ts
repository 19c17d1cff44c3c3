import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processTable, treeOf } from '@twinshop/processes';
import autocannon from 'autocannon';
import { chooseFence } from '../src/fence/choose-fence.ts';
import { parseCoreList } from '../src/fence/cores.ts';
import { readMeters, takenBetween, type Taken } from '../src/meters/meters.ts';
import { startHostedShop, type HostedShop } from '../src/shops/hosted-shop.ts';
import { timeToReady } from '../src/shops/time-to-ready.ts';

/** Of a processor: little, so that also on a busy machine the shop would take more if it could. */
const SHARE = 0.2;
/** A stretch doesn’t begin where the kernel’s period does, and what is counted in ticks is counted roughly. */
const SLACK = 1.3;
const BURST_SECONDS = 3;
const PROCESSES = ['postgres', 'redis', 'catalog', 'order', 'payment', 'recommendation', 'gateway'];

const fence = chooseFence();
const withControlGroups = fence.record.kind === 'cgroup' ? describe : describe.skip;

withControlGroups('a shop within a control group (skipped where this user may make none)', () => {
  let shop: HostedShop;

  beforeAll(async () => {
    shop = await startHostedShop({ topology: 'microservices', products: 50, fence, name: 'tested' });
  });
  afterAll(() => shop?.stop());

  const treesOf = (pids: readonly (number | undefined)[]): number[] => {
    const table = processTable();
    return pids.flatMap((pid) => (pid === undefined ? [] : treeOf(pid, table)));
  };
  const pidOf = (name: string): number | undefined =>
    shop.processes.find((process) => process.name === name)?.pid;

  it('is inside with all that belongs to it', () => {
    expect(shop.processes.map(({ name }) => name).toSorted()).toEqual(PROCESSES.toSorted());
    const all = treesOf(shop.processes.map(({ pid }) => pid));
    expect(all.length).toBeGreaterThan(PROCESSES.length);
    expect(shop.enclosure.processIds).toEqual(expect.arrayContaining(all));
  });

  it('has the payment provider outside', () => {
    expect(shop.providerPid).toBeDefined();
    expect(shop.enclosure.processIds).not.toContain(shop.providerPid);
  });

  (fence.cores === undefined ? it.skip : it)('leaves the load’s core to the load and the provider', () => {
    for (const { pid } of shop.processes) expect(coresOf(pid!)).toEqual(fence.cores!.shop);
    expect(coresOf(shop.providerPid!)).toEqual([fence.cores!.load]);
  });

  it('gets no more time than its share, however much is asked of it', async () => {
    shop.enclosure.setCpus(SHARE);
    const throttledBefore = timesThrottled(shop);
    const { cpuMs, ms } = await duringBurst();
    const used = Object.values(cpuMs).reduce((sum, one) => sum + one, 0);
    expect(used).toBeLessThan(SHARE * ms * SLACK);
    expect(timesThrottled(shop)).toBeGreaterThan(throttledBefore);
    shop.enclosure.setCpus(fence.record.cpus!);
  });

  it('is metered, process by process', async () => {
    const { cpuMs, memoryBytes, memoryPeakBytes, providerCpuMs, wireBytes } = await duringBurst();
    expect(Object.keys(cpuMs).toSorted()).toEqual(PROCESSES.toSorted());
    for (const name of ['gateway', 'catalog', 'postgres'])
      expect([name, cpuMs[name]! > 0]).toEqual([name, true]);
    for (const name of PROCESSES) expect([name, memoryBytes[name]! > 0]).toEqual([name, true]);
    expect(memoryPeakBytes).toBeGreaterThan(0);
    expect(providerCpuMs).toBeGreaterThanOrEqual(0);
    expect(wireBytes).toBeGreaterThan(0);
  });

  it('keeps inside what is started again, and the provider outside', async () => {
    const programs = PROCESSES.filter((name) => !['postgres', 'redis'].includes(name));
    const before = programs.map(pidOf);
    const { byProcess } = await timeToReady(shop);
    await shop.restart('payment-provider');
    expect(Object.keys(byProcess).toSorted()).toEqual(programs.toSorted());
    expect(programs.map(pidOf).filter((pid) => before.includes(pid))).toEqual([]);
    expect(shop.enclosure.processIds).toEqual(expect.arrayContaining(programs.map(pidOf)));
    expect(shop.enclosure.processIds).not.toContain(shop.providerPid);
  });

  it('leaves no process, no data and no group when it is stopped', async () => {
    const { home, enclosure } = shop;
    const pids = [
      ...treesOf([...shop.processes.map(({ pid }) => pid), shop.providerPid]),
      ...enclosure.processIds!,
    ];
    await shop.stop();
    const left = processTable();
    expect(pids.filter((pid) => left.has(pid))).toEqual([]);
    expect(enclosure.branches.filter(({ folder }) => existsSync(folder))).toEqual([]);
    expect(existsSync(home)).toBe(false);
  });

  async function duringBurst(): Promise<Taken> {
    const before = readMeters(shop);
    await autocannon({
      url: `${shop.publicUrl}/api/products?limit=20`,
      connections: 16,
      duration: BURST_SECONDS,
    });
    return takenBetween(before, readMeters(shop));
  }
});

const timesThrottled = ({ enclosure }: HostedShop): number =>
  Number(
    /^nr_throttled (\d+)$/m.exec(
      readFileSync(path.join(enclosure.branches[0]!.folder, 'cpu.stat'), 'utf8'),
    )![1],
  );

const coresOf = (pid: number): number[] =>
  parseCoreList(/^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!);
