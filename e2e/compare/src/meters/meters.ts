import { cpuTimeOfTree, processTable, treeOf, type ProcessTable } from '@twinshop/processes';
import { joulesBetween, readEnergyCounters, type EnergyCounter } from './energy.ts';
import { parseProportionalBytes } from './kernel-text.ts';
import { readProcFile } from './proc-file.ts';

/** Bytes that were sent over the wire, by whoever counts them; each counts from its own start. */
export type SentBytes = Readonly<Record<string, number>>;

/** What can be metered: processes by name, and whoever counts what all of them hold and send. */
export interface Metered {
  /** What the shop consists of, without the payment provider; no pid where it is not running. */
  readonly processes: readonly { name: string; pid: number | undefined }[];
  readonly providerPid: number | undefined;
  /** Undefined where nobody counts. */
  readonly sentBytes: SentBytes | undefined;
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
  sentBytes: SentBytes | undefined;
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
   * With TCP’s and IP’s headers: every hop between the load, the gateway, the processes, PostgreSQL, Redis and the provider, each
   * once. Of processes on this machine also whatever else on it talked to itself; of containers not what the load itself sent.
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
    sentBytes: shop.sentBytes,
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
    wireBytes: before.sentBytes && after.sentBytes && sentBetween(before.sentBytes, after.sentBytes),
    joules: joulesBetween(before.energy, after.energy),
  };
}

/** One that is new counts from its start. */
const sentBetween = (before: SentBytes, after: SentBytes): number =>
  Object.entries(after).reduce((sum, [counter, bytes]) => sum + bytes - (before[counter] ?? 0), 0);

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
