import { cpuTimeOfTree, processTable, treeOf, type ProcessTable } from '@twinshop/processes';
import { joulesBetween, readEnergyCounters, type EnergyCounter } from './energy.ts';
import { parseLoopbackBytes, parseProportionalBytes } from './kernel-text.ts';
import { readProcFile } from './proc-file.ts';

/** What can be metered: processes by name, and whoever counts what all of them hold. */
export interface Metered {
  readonly processes: readonly { name: string; pid: number | undefined }[];
  readonly providerPid: number | undefined;
  enclosure: { readonly memoryPeakBytes: number | undefined };
}

/** The meters of a shop at one moment. */
export interface Reading {
  atMs: number;
  /** Milliseconds of CPU since each process’s start, its children’s included; by name, and told apart by `startedAt`. */
  cpu: Readonly<Record<string, { startedAt: number; ms: number }>>;
  provider: { startedAt: number; ms: number } | undefined;
  /** Bytes, by name: PSS, so what several share is counted once. */
  memory: Readonly<Record<string, number>>;
  memoryPeakBytes: number | undefined;
  loopbackBytes: number | undefined;
  energy: readonly EnergyCounter[];
}

/** What a stretch of time took. Undefined, or without a process’s name, where this machine can’t tell. */
export interface Taken {
  ms: number;
  /**
   * Milliseconds of CPU by process of the shop. One that was started anew counts from then; what its predecessor took in this
   * stretch went with it.
   */
  cpuMs: Readonly<Record<string, number>>;
  /** Of the payment provider, which is no part of the shop. */
  providerCpuMs: number | undefined;
  /** At the end, by process. */
  memoryBytes: Readonly<Record<string, number>>;
  /** The most at a time since the shop’s start, with files that the system keeps at hand for it. */
  memoryPeakBytes: number | undefined;
  /**
   * Sent over the loopback, TCP’s and IP’s headers included: every hop between the load, the gateway, the processes, PostgreSQL,
   * Redis and the provider, each once; and whatever else on this machine talked to itself.
   */
  wireBytes: number | undefined;
  /** Of the whole machine’s processors. */
  joules: number | undefined;
}

/** Takes a few milliseconds; to be called before and after a stretch of load, not within. */
export function readMeters(shop: Metered): Reading {
  const table = processTable();
  const running = shop.processes.flatMap(({ name, pid }) =>
    pid === undefined || !table.has(pid) ? [] : [{ name, pid }],
  );
  const loopback = readProcFile('/proc/net/dev');
  const { providerPid } = shop;
  return {
    atMs: performance.now(),
    cpu: Object.fromEntries(running.map(({ name, pid }) => [name, cpuOf(pid, table)])),
    provider: providerPid === undefined || !table.has(providerPid) ? undefined : cpuOf(providerPid, table),
    memory: Object.fromEntries(
      running.flatMap(({ name, pid }) => {
        const bytes = memoryOf(pid, table);
        return bytes === undefined ? [] : [[name, bytes]];
      }),
    ),
    memoryPeakBytes: shop.enclosure.memoryPeakBytes,
    loopbackBytes: loopback === undefined ? undefined : parseLoopbackBytes(loopback),
    energy: readEnergyCounters(),
  };
}

export function takenBetween(before: Reading, after: Reading): Taken {
  return {
    ms: after.atMs - before.atMs,
    cpuMs: Object.fromEntries(
      Object.entries(after.cpu).map(([name, last]) => [name, cpuBetween(before.cpu[name], last)]),
    ),
    providerCpuMs: after.provider && cpuBetween(before.provider, after.provider),
    memoryBytes: after.memory,
    memoryPeakBytes: after.memoryPeakBytes,
    wireBytes:
      before.loopbackBytes === undefined || after.loopbackBytes === undefined
        ? undefined
        : after.loopbackBytes - before.loopbackBytes,
    joules: joulesBetween(before.energy, after.energy),
  };
}

type Cpu = Reading['cpu'][string];

const cpuBetween = (first: Cpu | undefined, last: Cpu): number =>
  first?.startedAt === last.startedAt ? last.ms - first.ms : last.ms;

const cpuOf = (pid: number, table: ProcessTable): Cpu => ({
  startedAt: table.get(pid)!.startedAt,
  ms: cpuTimeOfTree(pid, table),
});

/** Undefined where the system tells no shares. */
function memoryOf(pid: number, table: ProcessTable): number | undefined {
  const shares = treeOf(pid, table).flatMap((one) => {
    const text = readProcFile(`/proc/${one}/smaps_rollup`);
    const bytes = text === undefined ? undefined : parseProportionalBytes(text);
    return bytes === undefined ? [] : [bytes];
  });
  return shares.length === 0 ? undefined : shares.reduce((sum, one) => sum + one, 0);
}
